#pragma once
#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Why a number was taken or not.
enum cphonenumber_reason {
  CPHONENUMBER_OK = 0,
  CPHONENUMBER_INVALID_COUNTRY_CODE = 1,
  CPHONENUMBER_NOT_A_NUMBER = 2,
  CPHONENUMBER_TOO_SHORT = 3,
  CPHONENUMBER_TOO_LONG = 4,
  CPHONENUMBER_INVALID = 5,
};

struct cphonenumber_reading {
  enum cphonenumber_reason reason;
  bool valid;
  /// libphonenumber's PhoneNumberType, as an integer.
  int type;
  char e164[32];
  char extension[16];
  /// ISO 3166 code of the number's own region, "ZZ" where it has none, or empty.
  char region[8];
};

/// Reads `text` as a person of `region` (ISO 3166, or "ZZ") would have typed it.
struct cphonenumber_reading cphonenumber_read(const char *text, const char *region);

#ifdef __cplusplus
}
#endif
