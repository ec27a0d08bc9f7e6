import Foundation
import Outreach
import Testing

@Suite struct WebhookSecretTests {
  /// The example of the specification's own libraries.
  @Test func theSignatureIsThatOfTheSpecification() throws {
    let secret = try #require(WebhookSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
    let signature = secret.signature(
      id: "msg_p5jXN8AQM9LWM0D4loKWxJek", timestamp: 1_614_265_330, body: #"{"test": 2432232314}"#)

    #expect(signature == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
  }

  @Test func aNewSecretHas32BytesAndNoOtherIsEqual() throws {
    let one = WebhookSecret()
    let bytes = try #require(Data(base64Encoded: String(one.text.dropFirst(6))))

    #expect(one.text.hasPrefix("whsec_"))
    #expect(bytes.count == 32)
    #expect(one != WebhookSecret())
    #expect(WebhookSecret(one.text) == one)
  }

  @Test(arguments: ["", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_", "whsec_AAAA", "whsec_!"])
  func aTextOfAnotherFormIsNoSecret(text: String) {
    #expect(WebhookSecret(text) == nil)
  }
}
