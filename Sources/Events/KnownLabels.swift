import CHash
import CScan

/// A table's labels by pointers, for as long as the table is neither changed nor gone: for the loop that every row passes.
@safe struct KnownLabels {
  private let places: UnsafePointer<LabelTable.Place>
  private let mask: Int
  private let spelled: UnsafePointer<LabelTable.Spelled>
  private let spellings: UnsafePointer<UInt8>
  private let meanings: UnsafePointer<LabelTable.Meaning>
  private let seed: UInt64

  init(
    unsafePlaces places: UnsafeBufferPointer<LabelTable.Place>, spelled: UnsafePointer<LabelTable.Spelled>,
    spellings: UnsafePointer<UInt8>, meanings: UnsafePointer<LabelTable.Meaning>, seed: UInt64
  ) {
    unsafe self.places = places.baseAddress!
    mask = places.count - 1
    unsafe self.spelled = unsafe spelled
    unsafe self.spellings = unsafe spellings
    unsafe self.meanings = unsafe meanings
    self.seed = seed
  }

  /// The label of trimmed fields that were met before; -1 where they were not, or one is too long or too near the block's end
  /// to be compared at once.
  @inline(__always)
  func label(_ block: FieldPlaces, event: Range<Int>, channel: Range<Int>, campaign: Range<Int>) -> Int {
    let last = block.byteCount - LabelTable.room
    guard event.count <= LabelTable.room, channel.count <= LabelTable.room, campaign.count <= LabelTable.room,
      event.lowerBound <= last, channel.lowerBound <= last, campaign.lowerBound <= last
    else { return -1 }
    let e = unsafe block.bytes + event.lowerBound, c = unsafe block.bytes + channel.lowerBound
    let m = unsafe block.bytes + campaign.lowerBound
    let hash = unsafe chash_short(e, event.count, seed) ^ chash_short(c, channel.count, seed &* 3)
      ^ chash_short(m, campaign.count, seed &* 5)
    var at = Int(truncatingIfNeeded: hash) & mask
    while true {
      let place = unsafe places[at]
      if place.label == 0 { return -1 }
      if place.hash == hash {
        let label = Int(place.label) - 1
        let known = unsafe spelled[label]
        let text = unsafe spellings + known.start
        if Int(known.event) == event.count, Int(known.channel) == channel.count, Int(known.campaign) == campaign.count,
          unsafe cscan_same(text, e, event.count) != 0,
          unsafe cscan_same(text + event.count, c, channel.count) != 0,
          unsafe cscan_same(text + event.count + channel.count, m, campaign.count) != 0
        {
          return label
        }
      }
      at = (at + 1) & mask
    }
  }

  @inline(__always)
  func meaning(of label: Int) -> LabelTable.Meaning { unsafe meanings[label] }
}

extension LabelTable {
  /// Calls `body` with the labels met so far; gives `nothing` where there are none.
  @inline(__always)
  func withPointers(orElse nothing: Int, _ body: (KnownLabels) -> Int) -> Int {
    if meanings.isEmpty { return nothing }
    return unsafe places.withUnsafeBufferPointer { p in
      unsafe spelled.withUnsafeBufferPointer { s in
        unsafe spellings.withUnsafeBufferPointer { t in
          unsafe meanings.withUnsafeBufferPointer { m in
            unsafe body(
              KnownLabels(
                unsafePlaces: p, spelled: s.baseAddress!, spellings: t.baseAddress!, meanings: m.baseAddress!, seed: seed))
          }
        }
      }
    }
  }
}
