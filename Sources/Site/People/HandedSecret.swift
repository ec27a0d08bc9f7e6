import Outreach

extension MembersPage {
  /// A one-time password or an invitation's code, shown once.
  struct HandedSecret {
    let words: String
    let secret: String
    let instructions: String

    static func password(_ words: String, _ password: String, of email: String) -> HandedSecret {
      HandedSecret(
        words: words, secret: password,
        instructions:
          "This is the one-time password for \(email). Hand it over yourself. It is shown only "
          + "once and is valid for 7 days; they choose a password of their own at the first sign-in."
      )
    }

    static func code(_ words: String, _ code: InvitationCode, for email: String) -> HandedSecret {
      HandedSecret(
        words: words, secret: code.text,
        instructions:
          "\(email) has an account already and becomes a member by accepting with this code, on "
          + "the page Invitations that opens after sign-in. Give the code only to the person you mean, not "
          + "to a third party. It is shown only once and is valid for 7 days.")
    }
  }
}
