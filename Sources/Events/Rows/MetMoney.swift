import Values

/// What a row's money says of the whole run, in 32 bits: the currency it names, and whether it was rounded.
public struct MetMoney: Sendable, Equatable, BitwiseCopyable {
  public let bits: UInt32

  public init(bits: UInt32 = 0) { self.bits = bits }

  init(_ money: MoneyReader.Money) {
    bits = (money.currency.map { $0.packed } ?? 0) | (money.isRounded ? Self.rounded : 0)
  }

  /// nil where none is named, or the run was given one.
  public var currency: Currency? { bits & ~Self.rounded == 0 ? nil : Currency(packed: bits & ~Self.rounded) }
  public var isRounded: Bool { bits & Self.rounded != 0 }

  private static let rounded: UInt32 = 1 << 31
}
