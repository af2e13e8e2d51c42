// Gzip through Intel's ISA-L, seen from Swift: its state has large arrays that the importer leaves out.
#ifndef TRIBUTARY_CDEFLATE_H
#define TRIBUTARY_CDEFLATE_H
#include <stddef.h>
#include <stdint.h>

typedef struct cdeflate cdeflate;

/// A new gzip member at ISA-L's level 1, without name and time; null when there is no memory.
cdeflate *cdeflate_create(void);

/// Deflates all of `input`, which is not kept, as far as `output` has room; with `finishing`, to the member's end. Gives
/// how many bytes were put out, and in `consumed` how many were taken; below 0 is ISA-L's own error. Where output is
/// full, call again with what is left.
int64_t cdeflate_step(cdeflate *state, const uint8_t *input, uint32_t input_count, int finishing, uint8_t *output,
                      uint32_t output_count, uint32_t *consumed);

/// Frees the state.
void cdeflate_destroy(cdeflate *state);
#endif
