# Hundra.  One Makefile, not recursive.  What is built lies in build/.
#
#   make demo     the main job on the shipped example
#   make check    every test
#   make deps     only the Debian packages
#
# CC=clang builds with clang; PREFIX and DESTDIR are honoured by install.

SHELL      := /bin/bash
CC         := gcc
PREFIX     ?= /usr/local
DESTDIR    ?=
BUILD      := build
VERSION    := 0.1.0

# ---- packages -------------------------------------------------------------
PKGS := glib-2.0 gio-2.0 sqlite3 json-glib-1.0 libzip libxml-2.0 xlsxwriter \
        icu-i18n icu-uc libical gmime-3.0 libcurl pangoft2 harfbuzz-subset \
        harfbuzz fontconfig freetype2 libqpdf

# ---- flags ----------------------------------------------------------------
STD      := -std=c11 -D_GNU_SOURCE -DSQLITE_ENABLE_SESSION \
            -DSQLITE_ENABLE_PREUPDATE_HOOK -I. -I$(BUILD)/gen
WARN     := -Wall -Wextra -Wpedantic -Wconversion -Wshadow \
            -Wstrict-prototypes -Wmissing-prototypes -Werror
PKG_CFLAGS = $(shell pkg-config --cflags $(PKGS) | sed 's/-I\//-isystem \//g')
PKG_LIBS   = $(shell pkg-config --libs $(PKGS)) -lcsv -lm
CPPFLAGS += -DVERSION='"$(VERSION)"' -DPREFIX='"$(PREFIX)"'
CFLAGS   ?= -O2 -g
ALL_CFLAGS = $(STD) $(WARN) $(PKG_CFLAGS) $(CPPFLAGS) $(CFLAGS) -MMD -MP
SAN      := -fsanitize=address,undefined -fno-sanitize-recover=undefined \
            -fno-omit-frame-pointer

# ---- sources --------------------------------------------------------------
ROOMS   := planner/base planner/solve planner/store planner/plan \
           planner/deliver calendars templates
LIB_SRC := $(sort $(foreach r,$(ROOMS),$(wildcard $(r)/*.c)))
CLI_SRC := $(sort $(wildcard planner/cli/*.c))
UNIT    := $(patsubst tests/unit/%.c,%,$(sort $(wildcard tests/unit/test-*.c)))
BENCHES := $(patsubst tests/bench/%.c,%,$(sort $(wildcard tests/bench/bench-*.c)))
DATA    := $(sort $(shell find planner/store templates -type f \
             \( -name '*.sql' -o -name '*.xhtml' -o -name '*.csv' \
                -o -name '*.json' -o -name '*.css' \)))

# Two flavours: what ships, and the same under the sanitizers for tests.
REL     := $(BUILD)/$(CC)
SANDIR  := $(BUILD)/$(CC)-san

.PHONY: all deps demo check check-shared bench install uninstall dist clean \
        unit tidy
all: $(BUILD)/hundra

# ---- what ships inside the program ----------------------------------------
$(BUILD)/gen/data.gresource.xml: $(DATA) Makefile
	@mkdir -p $(@D)
	@{ echo '<gresources><gresource prefix="/hundra">'; \
	   for f in $(DATA); do echo "<file>$$f</file>"; done; \
	   echo '</gresource></gresources>'; } > $@

$(BUILD)/gen/data.c: $(BUILD)/gen/data.gresource.xml
	glib-compile-resources --sourcedir=. --generate-source \
	  --c-name hundra_data --target=$@ $<

# ---- objects --------------------------------------------------------------
define FLAVOUR
$(1)/%.o: %.c | $(BUILD)/deps.ok
	@mkdir -p $$(@D)
	$$(CC) $$(ALL_CFLAGS) $(2) -c $$< -o $$@
$(1)/data.o: $(BUILD)/gen/data.c
	@mkdir -p $$(@D)
	$$(CC) $$(STD) $$(PKG_CFLAGS) $$(CFLAGS) $(2) -c $$< -o $$@
$(1)/hundra: $$(CLI_SRC:%.c=$(1)/%.o) $$(LIB_SRC:%.c=$(1)/%.o) $(1)/data.o
	$$(CC) $(2) $$(LDFLAGS) $$^ -o $$@ $$(PKG_LIBS)
endef
$(eval $(call FLAVOUR,$(REL),))
$(eval $(call FLAVOUR,$(SANDIR),$(SAN)))

$(SANDIR)/test-%: $(SANDIR)/tests/unit/test-%.o \
                  $(LIB_SRC:%.c=$(SANDIR)/%.o) $(SANDIR)/data.o
	$(CC) $(SAN) $(LDFLAGS) $^ -o $@ $(PKG_LIBS)

$(REL)/bench-%: $(REL)/tests/bench/bench-%.o \
                $(LIB_SRC:%.c=$(REL)/%.o) $(REL)/data.o
	$(CC) $(LDFLAGS) $^ -o $@ $(PKG_LIBS)

$(BUILD)/hundra: $(REL)/hundra
	@mkdir -p $(@D)
	cp $< $@

-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
.SECONDARY:

# ---- packages of the machine ----------------------------------------------
deps:
	@sh tests/deps.sh

$(BUILD)/deps.ok: tests/deps.sh
	@mkdir -p $(@D)
	@sh tests/deps.sh
	@touch $@

# ---- tests ----------------------------------------------------------------
unit: $(UNIT:%=$(SANDIR)/%)

clean:
	rm -rf $(BUILD)
