import CScan

/// A table's labels, reached by pointers. The pointers are valid while the table lives unchanged.
///
/// Clever because every plain row looks its label up here: one hash, one slot, one record of which header and texts lie in one or
/// two cache lines, and no bounds checks. Texts are short (`LabelHash.room`) and are compared by whole vectors. It finds
/// labels of touches that were accepted before, and leaves all others to `LabelTable.label`, its slow twin. Both share the layout of
/// slots and records, `LabelHeader` and `LabelHash`; they must change together.
@safe struct KnownLabels {
  private let slots: UnsafePointer<LabelTable.Slot>
  private let mask: Int
  private let records: UnsafePointer<UInt8>
  private let seed: UInt64

  init(unsafeSlots slots: UnsafeBufferPointer<LabelTable.Slot>, records: UnsafePointer<UInt8>, seed: UInt64) {
    unsafe self.slots = slots.baseAddress!
    mask = slots.count - 1
    unsafe self.records = unsafe records
    self.seed = seed
  }

  /// The label of trimmed fields that an accepted touch had before. nil if no touch had them, or if a field is too long or too near
  /// the block's end to be compared at once.
  @inline(__always)
  func touch(_ block: FieldPlaces, event: Range<Int>, channel: Range<Int>, campaign: Range<Int>) -> LabelHeader? {
    let last = block.byteCount - LabelHash.room
    guard event.count <= LabelHash.room, channel.count <= LabelHash.room, campaign.count <= LabelHash.room,
      event.lowerBound <= last, channel.lowerBound <= last, campaign.lowerBound <= last
    else { return nil }
    let e = unsafe block.bytes + event.lowerBound, c = unsafe block.bytes + channel.lowerBound
    let m = unsafe block.bytes + campaign.lowerBound
    let hash = unsafe LabelHash.short(e, event.count, c, channel.count, m, campaign.count, seed)
    let lengths = LabelHeader.lengths(event.count, channel.count, campaign.count)
    var at = Int(truncatingIfNeeded: hash) & mask
    while true {
      let slot = unsafe slots[at]
      if slot.record == 0 { return nil }
      if slot.tag == UInt32(truncatingIfNeeded: hash >> 32) {
        let record = unsafe UnsafeRawPointer(records + (Int(slot.record) - 1) * LabelHeader.alignment)
        let header = unsafe LabelHeader(bits: UInt64(littleEndian: record.loadUnaligned(as: UInt64.self)))
        let text = unsafe (record + LabelHeader.byteCount).assumingMemoryBound(to: UInt8.self)
        if header.lengths == lengths, unsafe cscan_same(text, e, event.count) != 0,
          unsafe cscan_same(text + event.count, c, channel.count) != 0,
          unsafe cscan_same(text + event.count + channel.count, m, campaign.count) != 0
        {
          return header.isPlain ? header : nil
        }
      }
      at = (at + 1) & mask
    }
  }
}

/// A table's labels at one moment. Holding on to these two arrays costs a third of what holding the table would, and is done
/// once for every row that is not plain.
struct LabelSpellings {
  fileprivate let slots: [LabelTable.Slot]
  fileprivate let records: [UInt8]
  fileprivate let seed: UInt64

  init(of table: borrowing LabelTable) {
    slots = table.slots
    records = table.records
    seed = table.seed
  }

  /// Calls `body` with the labels known so far.
  @inline(__always)
  func withPointers(_ body: (KnownLabels) -> Int) -> Int {
    unsafe slots.withUnsafeBufferPointer { p in
      unsafe records.withUnsafeBufferPointer { r in
        unsafe body(KnownLabels(unsafeSlots: p, records: r.baseAddress!, seed: seed))
      }
    }
  }
}
