@_spi(_Unicode) import Swift

extension SlotName {
  /// The slot of a channel and a campaign as a row spells them: composed and decomposed letters are alike.
  ///
  /// Unicode's normalisation form C, as Specification, section 1, has it. Free for text below U+0300, which is in that form.
  public init(spelledChannel channel: String, campaign: String) {
    self.init(channel: Self.composed(channel), campaign: Self.composed(campaign))
  }

  // The standard library's own tables, by which it compares strings. Foundation's function draws CoreFoundation into
  // the static binary, and mangles letters: of e, U+21F50, U+0301 it makes e, U+1F54.
  static func composed(_ text: String) -> String {
    if text.unicodeScalars.allSatisfy({ $0.value < 0x300 }) { return text }
    var composed = String.UnicodeScalarView()
    composed.append(contentsOf: text._nfc)
    return String(composed)
  }
}
