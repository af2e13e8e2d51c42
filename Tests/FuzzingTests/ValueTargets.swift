import Values

@testable import Events

extension FuzzTarget {
  private static let zones = ["UTC", "Asia/Seoul", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Monrovia"]
    .compactMap { ReportZone(name: $0) }

  /// The quick way and the slow one read the same; what was read before does not matter; and an instant, written down, reads
  /// as itself.
  static let time = FuzzTarget(name: "time") { bytes in
    var choices = FuzzChoices(bytes)
    let zone = zones[choices.byte() % zones.count]
    var reader = TimeReader(zone: zone)
    for text in choices.rest.split(separator: 10, omittingEmptySubsequences: false) {
      let text = Array(text)
      var fresh = TimeReader(zone: zone)
      let found = reader.read(text.span)
      if found != fresh.readAny(text.span) { return "another instant, slowly read" }
      if found == nil, TimeReader.day(text.span) != nil { return "a day, but no time" }
      guard let found else { continue }
      let instant = Instant(microseconds: found)
      for writtenIn in [ReportZone.utc, zone] {
        let written = Array(instant.text(in: writtenIn).utf8)
        // The format has four digits for a year.
        let isSayable = written.count > 4 && written[4] == UInt8(ascii: "-") && written[0] != UInt8(ascii: "-")
        if isSayable, fresh.read(written.span) != found {
          return "written as \(String(decoding: written, as: UTF8.self)), which is another instant"
        }
      }
    }
    return nil
  }

  /// An amount is read alike by itself and after others, the quick way and the slow one; the written number reads as itself;
  /// and with the minus sign it is its own opposite.
  static let amount = FuzzTarget(name: "amount") { bytes in
    var choices = FuzzChoices(bytes)
    let style = AmountStyle.allCases[choices.byte() % AmountStyle.allCases.count]
    let currency = [nil, Currency("USD"), Currency("EUR"), Currency("KRW"), Currency("JPY")][choices.byte() % 5]
    let text = choices.rest
    let number = AmountReader.read(text.span, currency: currency, style)
    if let plain = AmountReader.readPlain(text.span, style) {
      guard let exact = number?.millionths else { return "plain, but no number" }
      if exact.value != plain || exact.isRounded { return "\(plain) plainly, \(exact) slowly" }
    }
    guard let number else { return nil }
    if number.scale < 0 { return "a scale of \(number.scale)" }
    guard let found = number.millionths else { return nil }
    if found.value == .min { return "no opposite" }
    if found.isRounded != number.isFinerThanMillionths { return "rounded or not" }
    if found.isRounded { return nil }
    let written = Array(written(millionths: found.value).utf8)
    if AmountReader.read(written.span, currency: currency)?.millionths?.value != found.value {
      return "\(found.value) millionths do not read as themselves"
    }
    return nil
  }

  private static func written(millionths: Int64) -> String {
    let decimals = String(millionths.magnitude % 1_000_000)
    return (millionths < 0 ? "-" : "") + "\(millionths.magnitude / 1_000_000)."
      + String(repeating: "0", count: 6 - decimals.count) + decimals
  }

  /// Any cut of the bytes decodes to the same text in the same encoding; the text is UTF-8 but for the byte that no letter
  /// has; bytes that are UTF-8 already pass as they are.
  static let encoding = FuzzTarget(name: "encoding") { bytes in
    var choices = FuzzChoices(bytes)
    let encodings: [TextEncoding?] = [nil] + TextEncoding.allCases
    let named = encodings[choices.byte() % encodings.count]
    let preferred = encodings[choices.byte() % encodings.count]
    let step = 1 + choices.byte()
    // Long enough for the samples by which an encoding is guessed, now and then.
    let copies = 1 + (choices.byte() & 3 == 3 ? 64 : 0)
    let raw = Array(repeatElement(choices.rest, count: copies).joined())
    let whole = decoded(raw, TextDecoder(named: named, preferred: preferred), step: max(raw.count, 1))
    let cut = decoded(raw, TextDecoder(named: named, preferred: preferred), step: step)
    if whole.encoding != cut.encoding || whole.isGuess != cut.isGuess {
      return "\(whole.encoding) at once, \(cut.encoding) in pieces"
    }
    if whole.text != cut.text { return "another text in pieces of \(step)" }
    if whole.encoding == .utf8 {
      let isMarked = raw.starts(with: [0xEF, 0xBB, 0xBF])
      if whole.text != Array(raw.dropFirst(isMarked ? 3 : 0)) { return "UTF-8 did not pass" }
      return nil
    }
    for piece in whole.text.split(separator: 0xFF) where !Array(piece).span.isUTF8 { return "neither UTF-8 nor 0xFF" }
    return nil
  }

  private static func decoded(
    _ raw: [UInt8], _ start: TextDecoder, step: Int
  ) -> (text: [UInt8], encoding: TextEncoding, isGuess: Bool) {
    var decoder = start
    var text: [UInt8] = []
    var at = 0
    while at < raw.count {
      let piece = Array(raw[at..<min(raw.count, at + step)])
      if decoder.passes(piece.span) { text += piece } else { decoder.decode(piece.span, into: &text) }
      at += piece.count
    }
    decoder.finish(into: &text)
    return (text, decoder.encoding, decoder.isGuess)
  }
}
