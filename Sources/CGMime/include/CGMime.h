#pragma once
#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

// What we use of GMime, without GLib's types and macros.

/// Once for the process, before all else.
void cgmime_start(void);

#ifdef __cplusplus
}
#endif
