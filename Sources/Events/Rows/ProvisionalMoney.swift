import Values

/// Money of a provisional row: what is added to the run's currencies and rounded amounts if the row is accepted, in 32 bits.
public struct ProvisionalMoney: Sendable, Equatable, BitwiseCopyable {
  public let bits: UInt32

  public init(bits: UInt32 = 0) { self.bits = bits }

  init(_ money: MoneyReader.MoneyRead) {
    bits = (money.currency.map { $0.packed } ?? 0) | (money.isRounded ? Self.rounded : 0)
  }

  /// nil where the row names none, or the run was given one.
  public var currency: Currency? { bits & ~Self.rounded == 0 ? nil : Currency(packed: bits & ~Self.rounded) }
  public var isRounded: Bool { bits & Self.rounded != 0 }

  private static let rounded: UInt32 = 1 << 31
}
