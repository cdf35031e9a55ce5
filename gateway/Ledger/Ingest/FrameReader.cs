using System.Formats.Cbor;
using System.Security.Cryptography;
using Kiosk.Ledger.Ingest;
using Kiosk.Protocol;

namespace Kiosk.Ledger;

/// <summary>
/// Verifies and reads frames (WIRE.md) with the platform's CBOR reader. Nothing is read before the MAC is found right;
/// no bytes make it throw. Reused from frame to frame; owned by one thread.
/// </summary>
internal sealed class FrameReader
{
    // Array heads and eight items of one byte, then the MAC.
    private const int FrameBytesMin = FrameShape.FrameItems + FrameShape.MacItemBytes;

    private readonly CborReader _cbor = new(default, CborConformanceMode.Lax);
    private readonly FrameState _state = new();
    private readonly EventReader _events;

    /// <summary>Makes a reader with all its room.</summary>
    public FrameReader()
    {
        _events = new EventReader(_cbor, _state);
    }

    /// <summary>
    /// Reads a frame of <paramref name="device"/>. Returns why it is refused; where is in <paramref name="into"/>.
    /// </summary>
    /// <param name="frame">The bytes as they came; must stay while <paramref name="into"/> is used.</param>
    /// <param name="frameKey">Frame key of the device, 32 bytes.</param>
    /// <param name="device">Device number the transport vouches for.</param>
    /// <param name="catalogues">Catalogue versions of the device, for lines sold as the catalogue says.</param>
    /// <param name="into">Takes the content.</param>
    /// <param name="mac">The device's own, with its keys prepared; null = one for this frame.</param>
    public FrameError Read(
        ReadOnlyMemory<byte> frame,
        ReadOnlySpan<byte> frameKey,
        long device,
        ICatalogueSource catalogues,
        DecodedFrame into,
        PlatformMac? mac = null)
    {
        into.Start(frame);
        into.Error = Verify(frame.Span, frameKey, mac);
        if (into.Error != FrameError.None)
        {
            return into.Error;
        }

        try
        {
            _cbor.Reset(frame);
            into.Error = ReadAuthentic(frame.Length, device, catalogues, into);
        }
        catch (CborContentException)
        {
            into.Error = FrameError.NotCbor;
        }
        catch (InvalidOperationException)
        {
            // An item of another type than the format wants in this place.
            into.Error = into.ErrorEvent < 0 ? FrameError.NotCbor : FrameError.BadEvent;
        }
        catch (OverflowException)
        {
            into.Error = into.ErrorEvent < 0 ? FrameError.BadHeader : FrameError.BadEvent;
        }

        into.ErrorOffset = into.Error == FrameError.None ? frame.Length : frame.Length - _cbor.BytesRemaining;
        return into.Error;
    }

    private static FrameError Verify(ReadOnlySpan<byte> frame, ReadOnlySpan<byte> key, PlatformMac? prepared)
    {
        if (frame.Length < FrameBytesMin)
        {
            return FrameError.TooShort;
        }

        if (frame.Length > Limits.FrameBytesMax)
        {
            return FrameError.TooLong;
        }

        Span<byte> mac = stackalloc byte[Mac.Length];
        ReadOnlySpan<byte> authentic = frame[..^FrameShape.MacItemBytes];
        if (prepared == null)
        {
            HMACSHA256.HashData(key, authentic, mac);
        }
        else
        {
            prepared.Compute(key, authentic, mac);
        }

        bool head = frame[^FrameShape.MacItemBytes] == FrameShape.MacItemHead;
        bool same = CryptographicOperations.FixedTimeEquals(mac[..Limits.MacBytes], frame[^Limits.MacBytes..]);
        return head && same ? FrameError.None : FrameError.BadMac;
    }

    private FrameError ReadAuthentic(int length, long device, ICatalogueSource catalogues, DecodedFrame into)
    {
        int? items = _cbor.ReadStartArray();
        if (items is not (FrameShape.FrameItems or FrameShape.FrameItemsOfMerchant))
        {
            return FrameError.NotCbor;
        }

        if (_cbor.ReadInt64() != FrameShape.Version)
        {
            return FrameError.WrongVersion;
        }

        into.Device = _cbor.ReadInt64();
        if (into.Device != device)
        {
            return FrameError.WrongDevice;
        }

        FrameError error = ReadHeader(into);
        if (error == FrameError.None)
        {
            error = ReadEvents(length, catalogues, into);
        }

        if (error == FrameError.None)
        {
            error = ReadTail(into);
        }

        return error == FrameError.None ? ReadEnd(items.Value, into) : error;
    }

    private FrameError ReadHeader(DecodedFrame into)
    {
        long boot = _cbor.ReadInt64();
        into.FirstSequence = _cbor.ReadInt64();
        into.BaseMono = _cbor.ReadInt64();
        into.BaseWall = _cbor.ReadInt64();
        into.NextSequence = into.FirstSequence;
        if (boot is < 0 or > ushort.MaxValue || !InU32(into.BaseMono) || !InU32(into.BaseWall))
        {
            return FrameError.BadHeader;
        }

        into.Boot = (int)boot;
        return InU32(into.FirstSequence) ? FrameError.None : FrameError.SequenceRange;
    }

    private FrameError ReadEvents(int length, ICatalogueSource catalogues, DecodedFrame into)
    {
        if (_cbor.ReadStartArray() is not { } count)
        {
            return FrameError.NotCbor;
        }

        if (count > Limits.FrameEventsMax)
        {
            return FrameError.TooManyEvents;
        }

        if (count > 0 && into.FirstSequence == 0)
        {
            return FrameError.SequenceRange;
        }

        _state.Start(into.BaseMono, into.BaseWall);
        _events.Catalogues = catalogues;
        for (int i = 0; i < count; i++)
        {
            into.ErrorEvent = i;
            FrameError error = ReadEvent(length, i, into);
            if (error != FrameError.None)
            {
                return error;
            }
        }

        into.ErrorEvent = -1;
        into.Count = count;
        _cbor.ReadEndArray();
        return FrameError.None;
    }

    private FrameError ReadEvent(int length, int index, DecodedFrame into)
    {
        Record record = into.Records[index];
        int start = length - _cbor.BytesRemaining;
        FrameError error = _events.Read(into.NextSequence, record);
        if (error != FrameError.None)
        {
            return error;
        }

        record.Boot = into.Boot;
        record.WallSeconds = _state.WallAt(record.MonoSeconds);
        record.Sealed = RecordKind.IsSealed(record.Kind);
        into.MarkRaw(index, start, record.Kind > RecordKind.Last ? length - _cbor.BytesRemaining - start : 0);
        if (!InU32(record.MonoSeconds) || !InU32(record.WallSeconds) || (into.BaseWall != 0 && record.WallSeconds == 0))
        {
            return FrameError.TimeRange;
        }

        into.NextSequence += BatchWriter.Sequences(record);
        return into.NextSequence - 1 > Bytes.U32Max ? FrameError.SequenceRange : FrameError.None;
    }

    private FrameError ReadTail(DecodedFrame into)
    {
        into.HasHeadSeal = _cbor.PeekState() != CborReaderState.Null;
        if (!into.HasHeadSeal)
        {
            _cbor.ReadNull();
        }
        else if (!_cbor.TryReadByteString(into.HeadSeal, out int written) || written != into.HeadSeal.Length)
        {
            return FrameError.BadHeader;
        }

        return FrameError.None;
    }

    // A frame that names no merchant is of the only one.
    private FrameError ReadEnd(int items, DecodedFrame into)
    {
        if (items == FrameShape.FrameItemsOfMerchant)
        {
            if (_cbor.BytesRemaining <= FrameShape.MacItemBytes)
            {
                return FrameError.BadHeader;
            }

            long merchant = _cbor.ReadInt64();
            if (merchant is < 1 or > Limits.MerchantsMax)
            {
                return FrameError.BadHeader;
            }

            into.Merchant = (int)merchant;
            for (int i = 0; i < into.Count; i++)
            {
                Record record = into.Records[i];
                record.Merchant = RecordKind.IsOfChain(record.Kind) ? into.Merchant : 0;
            }
        }

        return _cbor.BytesRemaining == FrameShape.MacItemBytes ? FrameError.None : FrameError.TrailingBytes;
    }

    private static bool InU32(long value) => value is >= 0 and <= Bytes.U32Max;
}
