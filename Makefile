# Hundra.  One Makefile, not recursive.  What is built lies in build/.
#
#   make demo     the main job on the shipped example
#   make check    every test; THOROUGH=1 leaves no command unsanitized
#   make check-servers, make check-client  the same program against the
#                 servers that need root or time, and a real Thunderbird
#   make fuzz     look for inputs that break a parser; TIME=60 seconds each
#   make deps     only the Debian packages
#   make deb      a Debian package in build/deb
#   make check-deb, make check-fresh       the package, or what is committed
#                 and README's first command, in a clean Debian (root only)
#
# CC=clang builds with clang; PREFIX and DESTDIR are honoured by install.

SHELL      := /bin/bash
# V=1 shows each command.
Q          := $(if $(V),,@)
say         = $(if $(V),,@echo "$(1)")
CC         := gcc
PREFIX     ?= /usr/local
DESTDIR    ?=
ZSHDIR     ?= $(PREFIX)/share/zsh/site-functions
BUILD      := build
VERSION    := 0.1.0

# ---- packages -------------------------------------------------------------
LINKED := glib-2.0 gio-2.0 gmodule-no-export-2.0 sqlite3 json-glib-1.0 libzip \
          libxml-2.0 xlsxwriter icu-i18n icu-uc gmime-3.0 pangoft2 \
          harfbuzz-subset harfbuzz fontconfig freetype2 libpng libqrencode
# Loaded when they are first called; the late.c of a room says how.
LATE   := libcurl cbc clp
PKGS   := $(LINKED) $(LATE)

# ---- flags ----------------------------------------------------------------
STD      := -std=c11 -D_GNU_SOURCE -DSQLITE_ENABLE_SESSION \
            -DSQLITE_ENABLE_PREUPDATE_HOOK -I. -I$(BUILD)/gen
WARN     := -Wall -Wextra -Wpedantic -Wconversion -Wshadow \
            -Wstrict-prototypes -Wmissing-prototypes -Werror
# What pkg-config says is a file, made when its packages are there, and read
# by the shell that compiles: make would read it too early.  What uses these
# waits for $(FLAGS).
FLAGS      := $(BUILD)/flags/cflags $(BUILD)/flags/libs
PKG_CFLAGS := $$(cat $(BUILD)/flags/cflags)
# As needed: some name libraries for their own sake that we never call.
PKG_LIBS   := -Wl,--as-needed $$(cat $(BUILD)/flags/libs) -lcsv -lm
CPPFLAGS += -DVERSION='"$(VERSION)"' -DPREFIX='"$(PREFIX)"'
CFLAGS   ?= -O2 -g
ALL_CFLAGS = $(STD) $(WARN) $(PKG_CFLAGS) $(CPPFLAGS) $(CFLAGS) -MMD -MP
SAN      := -fsanitize=address,undefined -fno-sanitize-recover=undefined \
            -fno-omit-frame-pointer
# For tests: compiled in three fifths of the time, and no slower where a test
# spends its time, in starts and in the sanitizers themselves.
SAN_QUICK := $(SAN) -O1 -g1
# Linked so that fewer addresses must be reckoned anew at each start: tests
# start it some thousand times.
SAN_LINK := $(SAN) -no-pie \
            $(if $(findstring clang,$(CC)),,-static-libasan -static-libubsan)

# ---- sources --------------------------------------------------------------
ROOMS   := planner/base planner/solve planner/store planner/plan \
           planner/deliver calendars templates
LIB_SRC := $(sort $(foreach r,$(ROOMS),$(wildcard $(r)/*.c)))
CLI_SRC := $(sort $(wildcard planner/cli/*.c))
CLI_PARTS := $(filter-out %/main.c,$(CLI_SRC))
UNIT    := $(patsubst tests/unit/%.c,%,$(sort $(wildcard tests/unit/test-*.c)))
FUZZ    := $(patsubst tests/fuzz/%.c,%,$(sort $(wildcard tests/fuzz/fuzz-*.c)))
LARGE   := $(patsubst tests/large/%.c,%,$(sort $(wildcard tests/large/large-*.c)))
BENCHES := $(patsubst tests/bench/%.c,%,$(sort $(wildcard tests/bench/bench-*.c)))
DATA    := $(sort $(shell find planner/store templates -type f \
             \( -name '*.sql' -o -name '*.xhtml' -o -name '*.csv' \
                -o -name '*.json' -o -name '*.geojson' \
                -o -name '*.css' \)))

# Two flavours: what ships, and the same under the sanitizers for tests.
REL     := $(BUILD)/$(CC)
SANDIR  := $(BUILD)/$(CC)-san

MAKEFLAGS += -j$(shell nproc)
.DELETE_ON_ERROR:

.PHONY: all fuzz deps demo check check-shared check-servers check-client \
        bench install uninstall dist clean unit tidy
PAGES := $(BUILD)/hundra.1 $(BUILD)/hundra.sv.1
SHELLS := $(BUILD)/hundra.bash $(BUILD)/hundra.zsh
MO := $(BUILD)/locale/en/LC_MESSAGES/hundra.mo
all: $(BUILD)/hundra $(MO) $(PAGES) $(SHELLS)

# ---- what ships inside the program ----------------------------------------
$(BUILD)/gen/data.gresource.xml: $(DATA) Makefile
	@mkdir -p $(@D)
	@{ echo '<gresources><gresource prefix="/hundra">'; \
	   for f in $(DATA) libraries.txt; do echo "<file>$$f</file>"; done; \
	   echo '</gresource></gresources>'; } > $@

# What hundra version --verbose lists; libcsv has no file for pkg-config.
$(BUILD)/gen/libraries.txt: Makefile | $(BUILD)/deps.ok
	@mkdir -p $(@D)
	@{ for p in $(PKGS); do echo "$$p $$(pkg-config --modversion $$p)"; done; \
	   echo 'libcsv CSV_MAJOR.CSV_MINOR.CSV_RELEASE' | \
	     gcc -E -P -include csv.h - | tail -n 1 | sed 's| \. |.|g'; } > $@

$(BUILD)/gen/data.c: $(BUILD)/gen/data.gresource.xml $(BUILD)/gen/libraries.txt
	$(Q)glib-compile-resources --sourcedir=. --sourcedir=$(BUILD)/gen \
	  --generate-source --c-name hundra_data --target=$@ $<

# ---- objects --------------------------------------------------------------
# FLAVOUR FOLDER, ITS FLAGS, WHERE ITS COMPILER COMES FROM, FLAGS TO LINK
define FLAVOUR
$(1)/%.o: %.c | $(FLAGS) $(3)
	@mkdir -p $$(@D)
	$$(call say,  CC    $$@)
	$$(Q)$$(CC) $$(ALL_CFLAGS) $(2) -c $$< -o $$@
$(1)/data.o: $(BUILD)/gen/data.c | $(FLAGS) $(3)
	@mkdir -p $$(@D)
	$$(Q)$$(CC) $$(STD) $$(PKG_CFLAGS) $$(CFLAGS) $(2) -c $$< -o $$@
# All but main, so that a test or a bench links just what it calls.
$(1)/libhundra.a: $$(LIB_SRC:%.c=$(1)/%.o) $$(CLI_PARTS:%.c=$(1)/%.o)
	@rm -f $$@
	$$(Q)ar crs $$@ $$^
$(1)/hundra: $(1)/planner/cli/main.o $(1)/libhundra.a $(1)/data.o
	$$(call say,  LINK  $$@)
	$$(Q)$$(CC) $(4) $$(LDFLAGS) $$^ -o $$@ $$(PKG_LIBS)
endef
CC_FROM := $(if $(findstring clang,$(CC)),$(BUILD)/deps-test.ok)
$(eval $(call FLAVOUR,$(REL),,$(CC_FROM)))
$(eval $(call FLAVOUR,$(SANDIR),$(SAN_QUICK),$(CC_FROM),$(SAN_LINK)))
# libFuzzer needs clang, whatever builds the rest.
FUZZDIR := $(BUILD)/fuzz
$(FUZZDIR)/%: CC = clang
$(eval $(call FLAVOUR,$(FUZZDIR),$(SAN) -fsanitize=fuzzer-no-link,\
  $(BUILD)/deps-test.ok,$(SAN)))

$(SANDIR)/test-%: $(SANDIR)/tests/unit/test-%.o $(SANDIR)/data.o \
                  $(SANDIR)/libhundra.a
	$(call say,  LINK  $@)
	$(Q)$(CC) $(SAN_LINK) $(LDFLAGS) $^ -o $@ $(PKG_LIBS)

# A fuzz target twice: to search with, and to read its corpus again.
FUZZ_PARTS := tests/fuzz/fuzz.o tests/fuzz/store-walk.o data.o libhundra.a
$(FUZZDIR)/fuzz-%: $(FUZZDIR)/tests/fuzz/fuzz-%.o \
                   $(FUZZDIR)/tests/fuzz/entry.o $(FUZZ_PARTS:%=$(FUZZDIR)/%)
	$(call say,  LINK  $@)
	$(Q)$(CC) $(SAN) -fsanitize=fuzzer $(LDFLAGS) $^ -o $@ $(PKG_LIBS)

$(SANDIR)/fuzz-%: $(SANDIR)/tests/fuzz/fuzz-%.o \
                  $(SANDIR)/tests/fuzz/replay.o $(FUZZ_PARTS:%=$(SANDIR)/%)
	$(call say,  LINK  $@)
	$(Q)$(CC) $(SAN_LINK) $(LDFLAGS) $^ -o $@ $(PKG_LIBS)

$(REL)/bench-%: $(REL)/tests/bench/bench-%.o $(REL)/data.o $(REL)/libhundra.a
	$(call say,  LINK  $@)
	$(Q)$(CC) $(LDFLAGS) $^ -o $@ $(PKG_LIBS)

# Prints what is read from mails and calendar files, for check-shared.
$(REL)/intake-dump: $(REL)/tests/shared/intake-dump.o $(REL)/data.o \
                    $(REL)/libhundra.a
	$(call say,  LINK  $@)
	$(Q)$(CC) $(LDFLAGS) $^ -o $@ $(PKG_LIBS)

# Tests that ask so much that the sanitizers would make them too long.
$(REL)/large-histories: $(patsubst %,$(REL)/tests/large/%.o,events mailman \
                         receiver world)
$(REL)/large-%: $(REL)/tests/large/large-%.o $(REL)/data.o $(REL)/libhundra.a
	$(call say,  LINK  $@)
	$(Q)$(CC) $(LDFLAGS) $(filter %.o,$^) $(filter %.a,$^) \
	  -o $@ $(PKG_LIBS)

$(BUILD)/hundra: $(REL)/hundra
	@cp $< $@.new && mv $@.new $@

# The other compiler, without the sanitizers, with the same warnings.
$(BUILD)/other/%.o: %.c | $(FLAGS) $(BUILD)/deps-test.ok
	@mkdir -p $(@D)
	$(call say,  CC    $@)
	$(Q)$(OTHER) $(ALL_CFLAGS) -O1 -g0 -c $< -o $@
$(BUILD)/other/data.o: $(BUILD)/gen/data.c | $(FLAGS) $(BUILD)/deps-test.ok
	@mkdir -p $(@D)
	$(Q)$(OTHER) $(STD) $(PKG_CFLAGS) -c $< -o $@
$(BUILD)/other/hundra: $(CLI_SRC:%.c=$(BUILD)/other/%.o) \
                       $(LIB_SRC:%.c=$(BUILD)/other/%.o) $(BUILD)/other/data.o
	$(call say,  LINK  $@)
	$(Q)$(OTHER) $(LDFLAGS) $^ -o $@ $(PKG_LIBS)

-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
.SECONDARY:

# ---- words and manual ------------------------------------------------------
$(MO): po/en.po | $(BUILD)/deps.ok
	@mkdir -p $(@D)
	msgfmt --check -o $@ $<

$(BUILD)/hundra.1: $(BUILD)/hundra $(MO)
	$< --lang en help --man > $@

$(BUILD)/hundra.sv.1: $(BUILD)/hundra
	$< --lang sv help --man > $@

$(BUILD)/hundra.bash $(BUILD)/hundra.zsh: $(BUILD)/hundra.%: $(BUILD)/hundra
	$< --lang sv help --$* > $@

# ---- packages of the machine ----------------------------------------------
deps:
	@sh tests/deps.sh build test

$(BUILD)/deps.ok: tests/deps.sh
	@mkdir -p $(@D)
	@sh tests/deps.sh build
	@touch $@

$(BUILD)/deps-test.ok: tests/deps.sh | $(BUILD)/deps.ok
	@sh tests/deps.sh build test
	@touch $@

# The lists that only some targets need: shared, servers, client, bench.
$(BUILD)/deps-%.ok: tests/deps.sh | $(BUILD)/deps-test.ok
	@sh tests/deps.sh build test $*
	@touch $@

$(BUILD)/node/node_modules: tests/package.json | $(BUILD)/deps-test.ok
	@mkdir -p $(@D)
	cp $< $(@D)
	npm install --prefix $(@D) --no-audit --no-fund --no-package-lock
	@touch $@

$(BUILD)/flags/cflags: FLAGS_OF := $(PKGS)
$(BUILD)/flags/libs: FLAGS_OF := $(LINKED)
$(FLAGS): $(BUILD)/flags/%: Makefile $(BUILD)/deps.ok
	@mkdir -p $(@D)
	@set -o pipefail; \
	  pkg-config --$* $(FLAGS_OF) | sed 's/-I\//-isystem \//g' > $@

# ---- the main job on the shipped example -----------------------------------
demo: $(BUILD)/hundra $(MO)
	@bash docs/demo.sh $(BUILD)/hundra $(BUILD)/demo

# ---- tests ----------------------------------------------------------------
# Unit tests, the real program on its command line and the house rules, all
# under the sanitizers.  The other compiler builds the program too.
OTHER := $(if $(findstring clang,$(CC)),gcc,clang)
# The longest come first: several run at a time.
TESTS := $(sort $(wildcard tests/faults/test-*.sh)) \
         $(sort $(wildcard tests/hostile/test-*.sh)) \
         $(sort $(wildcard tests/cli/test-*.sh)) tests/fuzz/replay.sh \
         $(LARGE:%=$(REL)/%) $(UNIT:%=$(SANDIR)/%) \
         $(sort $(wildcard tests/house/*.sh))
# Short stacks and a small quarantine: most of what a sanitized program that
# lives for a moment does is to keep these.
ASAN_THRIFT := malloc_context_size=8:quarantine_size_mb=32
# Until GCC 13 and LLVM 16 the leak checker took some thread-local blocks of
# libraries that are loaded late for those of an old glibc, and crashed.
ASAN_TLS := intercept_tls_get_addr=0
# THOROUGH=1: also what is asked very often is asked of the sanitized program.
TEST_ENV := HUNDRA=$(CURDIR)/$(SANDIR)/hundra FUZZDIR=$(SANDIR) \
  HUNDRA_QUICK=$(CURDIR)/$(if $(THOROUGH),$(SANDIR),$(BUILD))/hundra \
  HISTORIES=$(CURDIR)/$(REL)/large-histories \
  HM_NODE=$(CURDIR)/$(BUILD)/node \
  ASAN_OPTIONS=detect_leaks=1:abort_on_error=0:$(ASAN_THRIFT):$(ASAN_TLS) \
  LSAN_OPTIONS=suppressions=$(CURDIR)/tests/lsan.supp:print_suppressions=0 \
  UBSAN_OPTIONS=print_stacktrace=1 \
  TIDY_FLAGS="$(STD) $(PKG_CFLAGS)"

# Preloaded by tests/faults: lets one call of the C library fail.
$(BUILD)/faults/shim.so: tests/faults/shim.c | $(BUILD)/deps-test.ok
	@mkdir -p $(@D)
	$(call say,  CC    $@)
	$(Q)$(CC) $(STD) $(WARN) $(CFLAGS) -fPIC -shared $< -o $@

unit: $(UNIT:%=$(SANDIR)/%)

check: $(BUILD)/deps-test.ok $(UNIT:%=$(SANDIR)/%) $(LARGE:%=$(REL)/%) \
       $(SANDIR)/hundra \
       $(FUZZ:%=$(SANDIR)/%) \
       $(BUILD)/hundra $(BUILD)/other/hundra $(MO) $(BUILD)/node/node_modules \
       $(BUILD)/faults/shim.so
	@$(TEST_ENV) bash tests/run.sh $(TESTS)

tidy: $(BUILD)/deps-test.ok $(FLAGS) $(BUILD)/gen/data.c
	@$(TEST_ENV) TIDY_DEEP=1 bash tests/run.sh tests/house/tidy.sh

# What needs the team's shared folder: the independent judges, the validators
# and data that may not be committed.
check-shared: $(if $(SHARED),$(BUILD)/deps-shared.ok $(BUILD)/hundra \
              $(REL)/intake-dump $(MO) $(BUILD)/node/node_modules)
	@test -n "$(SHARED)" && test -d "$(SHARED)/checks" || { \
	  echo 'check-shared: say where it lies: make check-shared SHARED=DIR'; \
	  echo '0 passed, 1 failed'; exit 1; }
	@SHARED=$(abspath $(SHARED)) HUNDRA=$(CURDIR)/$(BUILD)/hundra \
	  INTAKE_DUMP=$(CURDIR)/$(REL)/intake-dump \
	  HM_NODE=$(CURDIR)/$(BUILD)/node \
	  bash tests/run.sh $(call PROGRAMS_IN,shared)

# Each stands apart: what they start is heavy, and some need root.
PROGRAMS_IN = $(filter-out %/lib.sh,$(sort $(wildcard tests/$(1)/*.sh)))
check-client: $(REL)/large-histories
check-servers check-client: check-%: $(BUILD)/deps-%.ok $(SANDIR)/hundra \
                            $(MO) $(BUILD)/node/node_modules
	@$(TEST_ENV) JOBS=1 bash tests/run.sh $(call PROGRAMS_IN,$*)

# Seconds for each target, one after the other.
TIME ?= 60
fuzz: $(FUZZ:%=$(FUZZDIR)/%)
	@bash tests/fuzz/search.sh $(FUZZDIR) $(TIME) $(FUZZ)

# What others make of the same work; see tests/bench/beside.sh.
OTHERS := libical gmime-3.0 libcurl
$(REL)/others: tests/bench/others/others.c tests/bench/travelled.h \
               | $(FLAGS) $(BUILD)/deps-bench.ok
	@mkdir -p $(@D)
	$(call say,  CC    $@)
	$(Q)$(CC) $(STD) $(WARN) $(CFLAGS) \
	  $$(pkg-config --cflags $(OTHERS) | sed 's/-I\//-isystem \//g') \
	  $< -o $@ $$(pkg-config --libs $(OTHERS))

$(BUILD)/others/node_modules: tests/bench/others/package.json \
                              | $(BUILD)/deps-bench.ok
	@mkdir -p $(@D)
	cp $< $(@D)
	npm install --prefix $(@D) --no-audit --no-fund --no-package-lock
	@touch $@

bench: $(BUILD)/deps-bench.ok $(BUILD)/hundra $(BENCHES:%=$(REL)/%) \
       $(REL)/others $(BUILD)/others/node_modules
	@bash tests/bench/bench.sh $(BUILD) docs/BENCH.md

# ---- install ---------------------------------------------------------------
SHARE := $(DESTDIR)$(PREFIX)/share

install: all $(MO)
	install -Dm755 $(BUILD)/hundra $(DESTDIR)$(PREFIX)/bin/hundra
	install -Dm644 $(BUILD)/hundra.1 $(SHARE)/man/man1/hundra.1
	install -Dm644 $(BUILD)/hundra.sv.1 $(SHARE)/man/sv/man1/hundra.1
	install -Dm644 $(MO) $(SHARE)/locale/en/LC_MESSAGES/hundra.mo
	install -Dm644 $(BUILD)/hundra.bash \
	  $(SHARE)/bash-completion/completions/hundra
	install -Dm644 $(BUILD)/hundra.zsh $(DESTDIR)$(ZSHDIR)/_hundra
	install -Dm644 LICENSE $(SHARE)/doc/hundra/LICENSE
	install -Dm644 docs/demo.sh $(SHARE)/doc/hundra/demo.sh
	install -d $(SHARE)/doc/hundra/examples
	cp -R docs/examples/. $(SHARE)/doc/hundra/examples/

uninstall:
	rm -f $(DESTDIR)$(PREFIX)/bin/hundra $(SHARE)/man/man1/hundra.1 \
	  $(SHARE)/man/sv/man1/hundra.1 \
	  $(SHARE)/locale/en/LC_MESSAGES/hundra.mo \
	  $(SHARE)/bash-completion/completions/hundra \
	  $(DESTDIR)$(ZSHDIR)/_hundra
	rm -rf $(SHARE)/doc/hundra

# ---- Debian package --------------------------------------------------------
# Of what is committed, in a folder of its own: dpkg-buildpackage cleans.
.PHONY: deb check-deb check-fresh
deb:
	@sh tests/deps.sh build deb
	rm -rf $(BUILD)/deb
	mkdir -p $(BUILD)/deb/hundra-$(VERSION)
	git archive HEAD | tar -x -C $(BUILD)/deb/hundra-$(VERSION)
	cd $(BUILD)/deb/hundra-$(VERSION) && \
	  env -u MAKEFLAGS -u MFLAGS dpkg-buildpackage -b -us -uc
	lintian --allow-root --fail-on error,warning $(BUILD)/deb/*.changes

check-deb: deb
	@bash tests/run.sh tests/clean/test-package.sh

check-fresh:
	@sh tests/deps.sh deb
	@bash tests/run.sh tests/clean/test-fresh.sh

dist:
	@mkdir -p $(BUILD)
	git archive --prefix=hundra-$(VERSION)/ \
	  -o $(BUILD)/hundra-$(VERSION).tar.gz HEAD

clean:
	rm -rf $(BUILD)
