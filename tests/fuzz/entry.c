/* entry: a target as a libFuzzer program. */
#include <stddef.h>
#include <stdint.h>

#include "tests/fuzz/fuzz.h"

/* NOLINTBEGIN(readability-*): libFuzzer calls these. */
int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc, (void)argv;
    fuzz_start();
    return 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_one(data, size);
    return 0;
}
/* NOLINTEND(readability-*) */
