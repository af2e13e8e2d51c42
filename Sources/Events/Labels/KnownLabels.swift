import CHash
import CScan

/// A table's labels by pointers, for as long as the table is neither changed nor gone: for the loop that every row passes.
@safe struct KnownLabels {
  private let places: UnsafePointer<LabelTable.Place>
  private let mask: Int
  private let records: UnsafePointer<UInt8>
  private let seed: UInt64

  init(unsafePlaces places: UnsafeBufferPointer<LabelTable.Place>, records: UnsafePointer<UInt8>, seed: UInt64) {
    unsafe self.places = places.baseAddress!
    mask = places.count - 1
    unsafe self.records = unsafe records
    self.seed = seed
  }

  /// The label of trimmed fields that were met before in a touch that stays; nil where they were not, or one is too long or too
  /// near the block's end to be compared at once.
  @inline(__always)
  func touch(_ block: FieldPlaces, event: Range<Int>, channel: Range<Int>, campaign: Range<Int>) -> LabelHeader? {
    let last = block.byteCount - LabelTable.room
    guard event.count <= LabelTable.room, channel.count <= LabelTable.room, campaign.count <= LabelTable.room,
      event.lowerBound <= last, channel.lowerBound <= last, campaign.lowerBound <= last
    else { return nil }
    let e = unsafe block.bytes + event.lowerBound, c = unsafe block.bytes + channel.lowerBound
    let m = unsafe block.bytes + campaign.lowerBound
    let hash =
      unsafe chash_short(e, event.count, seed) ^ chash_short(c, channel.count, seed &* 3)
      ^ chash_short(m, campaign.count, seed &* 5)
    let lengths = LabelHeader.lengths(event.count, channel.count, campaign.count)
    var at = Int(truncatingIfNeeded: hash) & mask
    while true {
      let place = unsafe places[at]
      if place.record == 0 { return nil }
      if place.tag == UInt32(truncatingIfNeeded: hash >> 32) {
        let record = unsafe UnsafeRawPointer(records + (Int(place.record) - 1) * LabelHeader.alignment)
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

/// A table's spellings as they are at one moment. To hold on to these two arrays costs a third of what the table would, which
/// is done once for every row that is not plain.
struct LabelSpellings {
  fileprivate let places: [LabelTable.Place]
  fileprivate let records: [UInt8]
  fileprivate let seed: UInt64

  init(of table: borrowing LabelTable) {
    places = table.places
    records = table.records
    seed = table.seed
  }

  /// Calls `body` with the labels met so far.
  @inline(__always)
  func withPointers(_ body: (KnownLabels) -> Int) -> Int {
    unsafe places.withUnsafeBufferPointer { p in
      unsafe records.withUnsafeBufferPointer { r in
        unsafe body(KnownLabels(unsafePlaces: p, records: r.baseAddress!, seed: seed))
      }
    }
  }
}
