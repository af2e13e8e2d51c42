// One gzip member at a time through Intel's ISA-L, seen from Swift: its state is a struct of some 150 KiB with large
// arrays, which the importer leaves out. The header is the caller's work: ISA-L forgets what it has read of one that is
// split between two buffers, and then takes a file name for data.
#ifndef TRIBUTARY_CINFLATE_H
#define TRIBUTARY_CINFLATE_H
#include <stddef.h>
#include <stdint.h>

typedef struct cinflate cinflate;

/// What a step came to. Values below 0 are ISA-L's own.
enum cinflate_result {
  CINFLATE_MORE = 0,               // give more input, or more room
  CINFLATE_END = 1,                // the member is over; its CRC and length are right
  CINFLATE_BAD_BLOCK = -1,
  CINFLATE_BAD_SYMBOL = -2,
  CINFLATE_BAD_DISTANCE = -3,
  CINFLATE_BAD_CHECKSUM = -6,
};

/// A new state, ready for a member's deflate blocks; null when there is no memory.
cinflate *cinflate_create(void);

/// Frees the state.
void cinflate_destroy(cinflate *state);

/// Makes the state ready for the next member's deflate blocks.
void cinflate_begin(cinflate *state);

/// Inflates from `input` into `output` until one of them is used up or the member is over, its eight last bytes (CRC and
/// length) included, and says how much of each
/// was used. `input` is not kept.
int cinflate_step(cinflate *state, const uint8_t *input, uint32_t input_count, uint8_t *output, uint32_t output_count,
                  uint32_t *consumed, uint32_t *produced);

/// The version of ISA-L, as in `2.30.0`.
const char *cinflate_version(void);
#endif
