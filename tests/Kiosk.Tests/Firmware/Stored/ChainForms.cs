using Kiosk.Firmware;
using Kiosk.Firmware.Journal;
using Kiosk.Firmware.Parts;
using Kiosk.Fiscal;
using Kiosk.Protocol;

namespace Kiosk.Tests.Firmware.Stored;

/// <summary>The two forms that carry a chain, or those of two merchants: head marker and segment header.</summary>
internal static class ChainForms
{
    public const int SegmentFile = DriveFiles.FirstSegment + 1;

    public static string WriteMarker(Random random, InMemoryDrive drive)
    {
        Workshop shop = new(drive);
        shop.Fill(random);
        long sequence = random.NextInt64(1, Bytes.U32Max);
        shop.Marker.Save(sequence);
        Assert.Equal(0, shop.Marker.Failures);
        return shop.InWords(sequence);
    }

    public static string? ReadMarker(InMemoryDrive drive)
    {
        Workshop shop = new(drive);
        long sequence = shop.Marker.Load(shop.Chain.State);
        return sequence == 0 ? null : shop.InWords(sequence);
    }

    public static string WriteHeader(Random random, InMemoryDrive drive)
    {
        Workshop shop = new(drive);
        shop.Fill(random);
        byte[] buffer = shop.Window.Buffer;
        int length = SegmentHeader.FixedBytes + shop.Marker.StateLength + SegmentHeader.CheckBytes;
        SegmentHeader.Write(buffer, shop.Marker.StateLength, random.NextInt64(Bytes.U32Max),
            random.NextInt64(Bytes.U32Max), random.Next(0x10000));
        Assert.True(drive.Replace(SegmentFile, buffer, 0, length));
        return HeaderInWords(shop);
    }

    public static string? ReadHeader(InMemoryDrive drive)
    {
        Workshop shop = new(drive);
        if (SegmentHeader.Read(drive, SegmentFile, shop.Window) == 0)
        {
            return null;
        }

        string text = $"{SegmentHeader.Number(shop.Window.Buffer)}";
        shop.Marker.Adopt(SegmentHeader.StateLength(shop.Window.Buffer), shop.Chain);
        return shop.Marker.StateLength > 0 ? HeaderInWords(shop) : text;
    }

    public static void RepairHeader(byte[] bytes)
    {
        int state = bytes.Length - SegmentHeader.FixedBytes - SegmentHeader.CheckBytes;
        if (state >= 0)
        {
            Bytes.PutU16(bytes, 0, 0x4B31);
            Bytes.PutU16(bytes, 2, state);
            Bytes.PutU32(bytes, bytes.Length - 4, Crc32.Compute(bytes, 0, bytes.Length - 4));
        }
    }

    private static string HeaderInWords(Workshop shop) =>
        $"{SegmentHeader.Number(shop.Window.Buffer)} "
        + shop.InWords(SegmentHeader.FirstSequence(shop.Window.Buffer));

    /// <summary>What a journal is made of, as far as these two files need it.</summary>
    private sealed class Workshop
    {
        public Workshop(InMemoryDrive drive)
        {
            Chain = new FiscalChain(new ManagedMac(), new byte[32], "K07");
            Window = new SegmentWindow(new SegmentMap(drive, 8_192, 4), Chain.Text, true);
            Marker = new HeadMarker(drive, Window);
        }

        public FiscalChain Chain { get; }

        public SegmentWindow Window { get; }

        public HeadMarker Marker { get; }

        /// <summary>Any chain, half of the times with that of another merchant who rests.</summary>
        public void Fill(Random random)
        {
            Put(random, Chain.State);
            if (random.Next(2) == 0)
            {
                Chain.Merchant = 1;
                Marker.Turn(Chain, 2);
                Put(random, Chain.State);
                Marker.Commit(Chain);
                return;
            }

            Marker.Keep(Chain);
        }

        public string InWords(long sequence)
        {
            byte[] state = new byte[ChainState.BytesMax];
            int length = Chain.State.Write(state, 0);
            return $"{sequence} {Marker.Merchant} {Convert.ToHexString(state, 0, length)} "
                + Convert.ToHexString(Marker.CopyRest() ?? []);
        }

        private static void Put(Random random, ChainState state)
        {
            for (int chain = 0; chain < ChainKind.Count; chain++)
            {
                state.Numbers[chain] = random.NextInt64(1, Bytes.U32Max);
                random.NextBytes(state.Seals[chain]);
            }

            random.NextBytes(state.JournalSeal);
            state.Present = random.Next(1 << (ChainKind.Count + 1));
            state.PerpetualSigned = random.NextInt64(1, 1L << 40);
            state.PerpetualAbsolute = random.NextInt64(1, 1L << 40);
            state.LastWall = random.NextInt64(1, Bytes.U32Max);
        }
    }
}
