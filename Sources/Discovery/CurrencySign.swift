import Values

/// Signs of currencies as they stand beside amounts.
enum CurrencySign {
  /// `$` is most often, and never surely, the dollar of the United States.
  private static let all: [(bytes: [UInt8], code: String)] = [
    (Array("₩".utf8), "KRW"), (Array("￦".utf8), "KRW"), (Array("$".utf8), "USD"), (Array("€".utf8), "EUR"),
    (Array("£".utf8), "GBP"), (Array("¥".utf8), "JPY"), (Array("￥".utf8), "JPY"),
  ]

  /// The code of the currency whose sign stands in a field; nil where none does.
  static func sign(in field: Span<UInt8>) -> String? {
    for (bytes, code) in all where field.count > bytes.count {
      for start in 0...field.count - bytes.count where bytes.indices.allSatisfy({ field[start + $0] == bytes[$0] }) { return code }
    }
    return nil
  }

  /// The currency that a column's name says, as `amount_krw` and `금액(원)` do.
  static func code(inName name: ColumnName) -> String? {
    if let code = name.words.lazy.compactMap({ Currency($0) }).first(where: \.isUsual)?.code { return code }
    if name.text.contains("달러") { return "USD" }
    if name.words.contains("원") { return "KRW" }
    return ["(원)", "원화", "[원]", "_원"].contains { name.text.contains($0) } ? "KRW" : nil
  }
}

extension Currency {
  /// Whether people's money is in it: a code of ISO 4217 in use, funds and metals aside. Other three letters are words.
  ///
  /// Source: ISO 4217 list one, as published by SIX, 2025.
  var isUsual: Bool { Self.usual.contains(code) }

  private static let usual: Set<String> = Set(
    """
    AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY COP
    CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR
    ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN
    MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD
    SSP STN SVC SYP SZL THB TJS TMT TND TOP TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG
    """.split { $0 == " " || $0 == "\n" }.map(String.init))
}
