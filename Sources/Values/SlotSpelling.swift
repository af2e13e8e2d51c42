@_spi(_Unicode) import Swift

extension SlotName {
  /// The slot of a channel and a campaign as a row spells them: composed and decomposed letters are alike.
  ///
  /// Unicode's normalisation form C, as SPEC section 1 has it. Free for text below U+0300, which is in that form.
  public init(spelledChannel channel: String, campaign: String) {
    self.init(channel: Self.composed(channel), campaign: Self.composed(campaign))
  }

  /// The standard library's own normaliser, which Foundation's `precomposedStringWithCanonicalMapping` calls, too;
  /// Foundation itself would add 40 MB to the static binary.
  private static func composed(_ text: String) -> String {
    if text.unicodeScalars.allSatisfy({ $0.value < 0x300 }) { return text }
    var scalars = String.UnicodeScalarView()
    for scalar in text._nfc { scalars.append(scalar) }
    return String(scalars)
  }
}
