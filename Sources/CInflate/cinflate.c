#include "cinflate.h"
#include <isa-l.h>

#include <isa-l/igzip_lib.h>
#include <stdlib.h>

struct cinflate {
  struct inflate_state state;
};

cinflate *cinflate_create(void) {
  cinflate *s = malloc(sizeof *s);
  if (s) {
    isal_inflate_init(&s->state);
    s->state.crc_flag = ISAL_GZIP_NO_HDR_VER;
  }
  return s;
}

void cinflate_destroy(cinflate *s) { free(s); }

void cinflate_begin(cinflate *s) {
  isal_inflate_reset(&s->state);
  s->state.crc_flag = ISAL_GZIP_NO_HDR_VER;
}

int cinflate_step(cinflate *s, const uint8_t *input, uint32_t input_count, uint8_t *output, uint32_t output_count,
                  uint32_t *consumed, uint32_t *produced) {
  struct inflate_state *state = &s->state;
  state->next_in = (uint8_t *)input;
  state->avail_in = input_count;
  state->next_out = output;
  state->avail_out = output_count;
  int result = isal_inflate(state);
  *consumed = input_count - state->avail_in;
  *produced = output_count - state->avail_out;
  state->next_in = NULL;
  state->avail_in = 0;
  if (result < 0) return result;
  // The result does not tell the end from a lack of input: only the block state does.
  return state->block_state == ISAL_BLOCK_FINISH ? CINFLATE_END : CINFLATE_MORE;
}

#define TEXT(x) #x
#define VERSION(major, minor, patch) TEXT(major) "." TEXT(minor) "." TEXT(patch)

const char *cinflate_version(void) { return VERSION(ISAL_MAJOR_VERSION, ISAL_MINOR_VERSION, ISAL_PATCH_VERSION); }
