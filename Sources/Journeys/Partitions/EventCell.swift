import Events
import Values

/// 24 bytes of a partition: a row, a part of a row's extras, or a mark.
///
/// ```
///          first      second            third: 24 bits       16 bits     24 bits
/// row      time       key, low          key, high            position    label, with `EventRow.hasExtras`
/// extras   packed bytes, in as many cells as they need, right after their row
/// mark     source     its bits          –                    –           0x7FFFFF
/// ```
/// The key's highest 8 bits are those that chose the partition, so they are not stored.
struct EventCell: BitwiseCopyable, Sendable {
  var first: UInt64
  var second: UInt64
  var third: UInt64

  static let markLabel: UInt32 = 0x7F_FFFF
  static let keyHighMask: UInt32 = 0xFF_FFFF

  @inline(__always)
  init(_ row: EventRow, position: UInt16) {
    first = UInt64(bitPattern: row.time)
    second = row.keyLow
    third = UInt64(row.keyHigh & Self.keyHighMask) | UInt64(position) << 24 | UInt64(row.label) << 40
  }

  init(mark: RunMark) {
    first = UInt64(mark.source)
    second = mark.bits
    third = UInt64(Self.markLabel) << 40
  }

  init() {
    first = 0
    second = 0
    third = 0
  }

  /// The key as far as it is stored.
  var key: JourneyKey { JourneyKey(low: keyLow, high: keyHigh) }

  /// Puts the row under another key; position and label stay.
  mutating func setKey(_ key: JourneyKey) {
    second = key.low
    third = third & ~UInt64(Self.keyHighMask) | UInt64(key.high & Self.keyHighMask)
  }

  /// Puts the row under another label.
  mutating func setLabel(_ label: UInt32) { third = third & 0xFF_FFFF_FFFF | UInt64(label) << 40 }

  var time: Int64 { Int64(bitPattern: first) }
  var keyLow: UInt64 { second }
  /// Without the bits that chose the partition.
  var keyHigh: UInt32 { UInt32(truncatingIfNeeded: third) & Self.keyHighMask }
  var position: UInt16 { UInt16(truncatingIfNeeded: third >> 24) }
  /// With `EventRow.hasExtras`.
  var label: UInt32 { UInt32(truncatingIfNeeded: third >> 40) }
  var isMark: Bool { label == Self.markLabel }
  var mark: RunMark { RunMark(source: UInt32(first), bits: second) }
}

/// Extras as they are stored in cells: one byte of parts, then each part that is there, little-endian.
///
/// `cells`, `pack` and `ExtrasInPlace.unpack` list the parts in the same order: they must change together.
enum PackedExtras {

  @inline(__always)
  static func cells(_ parts: EventExtras.Parts) -> Int {
    var bytes = 1
    if parts.contains(.money) { bytes += 8 }
    if parts.contains(.deal) { bytes += 12 }
    if parts.contains(.eventID) { bytes += 12 }
    if parts.contains(.anonymous) { bytes += 12 }
    if parts.contains(.origin) { bytes += 16 }
    if parts.contains(.spelled) { bytes += 8 }
    return (bytes + 23) / 24
  }

  /// Writes the extras into the room of `cells(extras.parts)` cells.
  static func pack(_ extras: EventExtras, into room: UnsafeMutablePointer<EventCell>) {
    let raw = UnsafeMutableRawPointer(room)
    unsafe room.initialize(repeating: EventCell(), count: cells(extras.parts))
    unsafe raw.storeBytes(of: extras.parts.rawValue, as: UInt8.self)
    var at = 1
    func put(_ key: JourneyKey) {
      unsafe raw.storeBytes(of: key.low, toByteOffset: at, as: UInt64.self)
      unsafe raw.storeBytes(of: key.high, toByteOffset: at + 8, as: UInt32.self)
      at += 12
    }
    if extras.parts.contains(.money) {
      unsafe raw.storeBytes(of: extras.money, toByteOffset: at, as: Int64.self)
      at += 8
    }
    if extras.parts.contains(.deal) { put(extras.deal) }
    if extras.parts.contains(.eventID) { put(extras.eventID) }
    if extras.parts.contains(.anonymous) { put(extras.anonymous) }
    if extras.parts.contains(.origin) {
      unsafe raw.storeBytes(of: extras.block, toByteOffset: at, as: UInt32.self)
      unsafe raw.storeBytes(of: extras.line, toByteOffset: at + 4, as: UInt32.self)
      unsafe raw.storeBytes(of: extras.provisionalMoney.bits, toByteOffset: at + 8, as: UInt32.self)
      unsafe raw.storeBytes(of: extras.provisionalTouch.bits, toByteOffset: at + 12, as: UInt32.self)
      at += 16
    }
    if extras.parts.contains(.spelled) { unsafe raw.storeBytes(of: extras.dealSpelling, toByteOffset: at, as: UInt64.self) }
  }
}

/// Extras where they are stored, right after their row. Valid as long as the cells are.
@safe struct ExtrasInPlace {
  private let cell: UnsafePointer<EventCell>

  init(unsafeAt cell: UnsafePointer<EventCell>) { unsafe self.cell = unsafe cell }

  /// Which parts there are: enough to step over the extras.
  var parts: EventExtras.Parts {
    let first = unsafe cell.pointee.first
    return EventExtras.Parts(rawValue: UInt8(truncatingIfNeeded: first))
  }

  var cellCount: Int { PackedExtras.cells(parts) }

  func unpack() -> EventExtras {
    let raw = unsafe UnsafeRawPointer(cell)
    var extras = EventExtras()
    extras.parts = parts
    var at = 1
    func take() -> JourneyKey {
      defer { at += 12 }
      let low = unsafe raw.loadUnaligned(fromByteOffset: at, as: UInt64.self)
      let high = unsafe raw.loadUnaligned(fromByteOffset: at + 8, as: UInt32.self)
      return JourneyKey(low: low, high: high)
    }
    if parts.contains(.money) {
      extras.money = unsafe raw.loadUnaligned(fromByteOffset: at, as: Int64.self)
      at += 8
    }
    if parts.contains(.deal) { extras.deal = take() }
    if parts.contains(.eventID) { extras.eventID = take() }
    if parts.contains(.anonymous) { extras.anonymous = take() }
    if parts.contains(.origin) {
      extras.block = unsafe raw.loadUnaligned(fromByteOffset: at, as: UInt32.self)
      extras.line = unsafe raw.loadUnaligned(fromByteOffset: at + 4, as: UInt32.self)
      extras.provisionalMoney = ProvisionalMoney(bits: unsafe raw.loadUnaligned(fromByteOffset: at + 8, as: UInt32.self))
      extras.provisionalTouch = ProvisionalTouch(bits: unsafe raw.loadUnaligned(fromByteOffset: at + 12, as: UInt32.self))
      at += 16
    }
    if parts.contains(.spelled) { extras.dealSpelling = unsafe raw.loadUnaligned(fromByteOffset: at, as: UInt64.self) }
    return extras
  }
}
