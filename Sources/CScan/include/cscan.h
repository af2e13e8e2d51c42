// Where fields and records of delimited text end: the one scan whose speed decides the speed of reading.
#ifndef TRIBUTARY_CSCAN_H
#define TRIBUTARY_CSCAN_H
#include <stddef.h>
#include <stdint.h>

/// What a scan found. Positions are offsets from the first byte scanned.
typedef struct {
  size_t field_ends;   ///< entries written to `ends`: delimiters and record ends outside quotes
  size_t records;      ///< entries written to `record_ends`: record r has ends[record_ends[r - 1] + 1 ... record_ends[r]]
  uint8_t any_quote;   ///< a quote stands somewhere
  uint8_t irregular;   ///< a quote opens inside a field, closes before its end, or is the last byte: `ends` must
                        ///< not be used
  uint8_t any_high;    ///< a byte of 0x80 or more stands somewhere
} cscan_found;

/// Finds the ends of fields and records in `count` bytes that start outside quotes.
///
/// A record ends with a line feed; a quote is 0x22, and with `quotes` 0 a byte like another. `ends` and `record_ends` have
/// room for `count` entries each. The bytes should end with a record. The caller has seen to it that `count` < 2^32. About 0.25 ns a byte
/// with AVX2, 0.4 ns with SSE2 or NEON.
void cscan_fields(const uint8_t *bytes, size_t count, uint8_t delimiter, int quotes, uint32_t *ends,
                  uint32_t *record_ends, cscan_found *found);

/// The same by one byte at a time: the twin for tests, and for machines without vectors.
void cscan_fields_plain(const uint8_t *bytes, size_t count, uint8_t delimiter, int quotes, uint32_t *ends,
                        uint32_t *record_ends, cscan_found *found);

/// The place of the first byte of 0x80 or more; `count` where there is none.
size_t cscan_first_high(const uint8_t *bytes, size_t count);
#endif
