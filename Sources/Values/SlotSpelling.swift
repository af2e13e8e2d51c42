import Foundation

extension SlotName {
  /// The slot of a channel and a campaign as a row spells them: composed and decomposed letters are alike.
  ///
  /// Unicode's normalisation form C, as SPEC section 1 has it. Free for text below U+0300, which is in that form.
  public init(spelledChannel channel: String, campaign: String) {
    self.init(channel: Self.composed(channel), campaign: Self.composed(campaign))
  }

  private static func composed(_ text: String) -> String {
    text.unicodeScalars.allSatisfy { $0.value < 0x300 } ? text : text.precomposedStringWithCanonicalMapping
  }
}
