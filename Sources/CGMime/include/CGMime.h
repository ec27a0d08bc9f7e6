#pragma once
#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

// What we use of GMime, without GLib's types and macros. A message is read once into a flat list
// of parts in the order in which they stand, under limits; what lies beyond them is left out.

typedef struct CGMimeMessage CGMimeMessage;

typedef struct {
  int depth;
  int parts;
  size_t text;
} CGMimeLimits;

/// Never NULL for bytes that hold a header. The bytes may go once it has returned.
CGMimeMessage *_Nullable cgmime_parse(const void *_Nonnull bytes, size_t count, CGMimeLimits limits);
void cgmime_free(CGMimeMessage *_Nullable message);

int cgmime_part_count(const CGMimeMessage *_Nonnull message);
/// In small letters, as "text/plain"; "message" for one that stands inside another.
const char *_Nonnull cgmime_part_type(const CGMimeMessage *_Nonnull message, int part);
int cgmime_part_depth(const CGMimeMessage *_Nonnull message, int part);
bool cgmime_part_is_attachment(const CGMimeMessage *_Nonnull message, int part);
/// Decoded; NULL when it has none.
const char *_Nullable cgmime_part_file_name(const CGMimeMessage *_Nonnull message, int part);
/// A parameter of the content type; NULL when it has none.
const char *_Nullable cgmime_part_parameter(const CGMimeMessage *_Nonnull message, int part,
                                            const char *_Nonnull name);
/// The content in UTF-8, or NULL of what is no text. To be freed by `cgmime_free_text`.
char *_Nullable cgmime_part_text(CGMimeMessage *_Nonnull message, int part,
                                 size_t *_Nonnull length);

/// Headers of the message itself (part -1) or of a part, in their order.
int cgmime_header_count(const CGMimeMessage *_Nonnull message, int part);
const char *_Nonnull cgmime_header_name(const CGMimeMessage *_Nonnull message, int part, int number);
/// Unfolded and decoded. To be freed by `cgmime_free_text`.
char *_Nonnull cgmime_header_value(const CGMimeMessage *_Nonnull message, int part, int number);

/// The mailboxes of an address header, each as name, NUL, address, NUL.
char *_Nonnull cgmime_addresses(const char *_Nonnull value, size_t *_Nonnull length);
/// Seconds since 1970, false when it is no date.
bool cgmime_date(const char *_Nonnull value, long long *_Nonnull seconds);

void cgmime_free_text(char *_Nullable text);

#ifdef __cplusplus
}
#endif
