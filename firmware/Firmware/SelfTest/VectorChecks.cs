using Kiosk.Firmware.Footfall;
using Kiosk.Fiscal;
using Kiosk.Protocol;

namespace Kiosk.Firmware.SelfTest;

/// <summary>
/// Published and derived vectors: hashes, CRC, money, civil time, canonical text, footfall, journal records.
/// </summary>
public static class VectorChecks
{
    /// <summary>
    /// RFC 4231 cases 1 and 2, FIPS 180-4 "abc", on the MAC that this board uses and on the managed one.
    /// </summary>
    public static void Hashes(SelfCheck check, Mac mac)
    {
        byte[] digest = new byte[Mac.Length];
        byte[] hiThere = SelfCheck.Ascii("Hi There");
        mac.Compute(SelfCheck.Repeat(0x0B, 20), hiThere, 0, hiThere.Length, digest, 0);
        check.SameHex("b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7", digest, 0, 32);
        byte[] text = SelfCheck.Ascii("what do ya want for nothing?");
        mac.Compute(SelfCheck.Ascii("Jefe"), text, 0, text.Length, digest, 0);
        check.SameHex("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843", digest, 0, 32);
        byte[] managed = new byte[Mac.Length];
        new ManagedMac().Compute(SelfCheck.Ascii("Jefe"), text, 0, text.Length, managed, 0);
        check.That(SelfCheck.ToHex(managed, 0, 32) == SelfCheck.ToHex(digest, 0, 32));
        Sha256 sha = new Sha256();
        byte[] abc = SelfCheck.Ascii("abc");
        sha.Start();
        sha.Update(abc, 0, abc.Length);
        sha.Finish(digest, 0);
        check.SameHex("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", digest, 0, 32);
        byte[] digits = SelfCheck.Ascii("123456789");
        check.Same(0xCBF43926L, Crc32.Compute(digits, 0, digits.Length));
        check.Same(0, Crc32.Compute(digits, 0, 0));
        check.EndGroup("hashes");
    }

    /// <summary>
    /// Vectors 4.4 and 4.5 of the fiscal notes: VAT half up on the absolute value, discounts by largest remainder.
    /// </summary>
    public static void MoneyRules(SelfCheck check)
    {
        int[] cents = { 500, 100, 1250, 320, 280, 1999, 2495, 10000, 1, 3, 5, -500, 300 };
        int[] rates = { 1000, 550, 2000, 210, 210, 2000, 1000, 550, 2000, 2000, 2000, 1000, 550 };
        int[] nets = { 455, 95, 1042, 313, 274, 1666, 2268, 9479, 1, 3, 4, -455, 284 };
        for (int i = 0; i < cents.Length; i++)
        {
            check.Same(nets[i], Money.WithoutVat(cents[i], rates[i]));
            check.Same(cents[i] - nets[i], Money.Vat(cents[i], rates[i]));
        }

        int[] shares = new int[3];
        check.That(Money.Spread(100, new int[] { 333, 333, 334 }, 3, shares));
        check.Same(333334, shares[0] * 10000 + shares[1] * 100 + shares[2]);
        check.That(Money.Spread(250, new int[] { 1250, 999, 248 }, 3, shares));
        check.Same(1250000 + 10000 + 25, shares[0] * 10000 + shares[1] * 100 + shares[2]);
        check.That(Money.Spread(1, new int[] { 100, 100, 100 }, 3, shares));
        check.Same(10000, shares[0] * 10000 + shares[1] * 100 + shares[2]);
        check.EndGroup("money");
    }

    /// <summary>Europe/Paris: winter, summer, and the two nights of 2026 on which the clocks change.</summary>
    public static void CivilTimes(SelfCheck check)
    {
        byte[] stamp = new byte[CivilTime.StampDigits];
        long[] utc = { 1795165200L, 1774745999L, 1774746000L, 1792889999L, 1792890000L };
        string[] civil = { "20261120100000", "20260329015959", "20260329030000", "20261025025959", "20261025020000" };
        for (int i = 0; i < utc.Length; i++)
        {
            CivilTime.WriteStamp(utc[i], stamp, 0);
            check.SameHex(SelfCheck.ToHex(SelfCheck.Ascii(civil[i]), 0, 14), stamp, 0, 14);
        }

        check.EndGroup("civil time");
    }

    /// <summary>The beam sequences of device.md 3.6: persons A to B minus B to A, or flagged.</summary>
    public static void FootfallSequences(SelfCheck check)
    {
        Walk(check, new int[] { 1, 3, 2, 0 }, 100, 1, 0);
        Walk(check, new int[] { 2, 3, 1, 0 }, 100, 0, 1);
        Walk(check, new int[] { 1, 3, 1, 0 }, 100, 0, 0);
        Walk(check, new int[] { 1, 0 }, 100, 0, 0);
        Walk(check, new int[] { 2, 3, 2, 0 }, 100, 0, 0);
        Walk(check, new int[] { 1, 3, 2, 3, 1, 0 }, 100, 0, 0);
        Walk(check, new int[] { 1, 3, 1, 3, 2, 0 }, 100, 1, 0);
        Walk(check, new int[] { 1, 3, 2, 3, 2, 0 }, 300, 2, 0);
        Walk(check, new int[] { 1, 3, 2, 3, 2, 0 }, 100, 1, 0);
        Walk(check, new int[] { 1, 2, 0 }, 200, 1, 0);
        PassageTracker both = new PassageTracker();
        both.Change(0, 3);
        check.That(both.Change(100, 0) && both.Ambiguous && both.AToB == 0 && both.BToA == 0);
        PassageTracker stuck = new PassageTracker();
        stuck.Change(0, 1);
        check.That(stuck.Change(60_000, 0) && stuck.Blocked);
        check.EndGroup("footfall");
    }

    /// <summary>A journal record: written, read back the same; any flipped bit and any cut is refused.</summary>
    public static void JournalRecords(SelfCheck check)
    {
        Record record = new Record();
        record.Reset(RecordKind.ClimateReading);
        record.Sequence = 4294967295L;
        record.Boot = 65535;
        record.MonoSeconds = 4294967295L;
        record.WallSeconds = 1795165200L;
        for (int i = 0; i < ClimateLayout.CountBefore; i++)
        {
            record.Add(i % 2 == 0 ? 1000L * i : -1000L * i);
        }

        byte[] bytes = new byte[Limits.RecordBytesMax];
        int length = JournalCodec.Write(record, bytes, 0);
        check.Produced(bytes, 0, length);
        Record back = new Record();
        check.Same(length, JournalCodec.Read(bytes, 0, length, back));
        check.Same(record.Sequence, back.Sequence);
        check.Same(record.Values[5], back.Values[5]);
        int refused = 0;
        for (int bit = 0; bit < length * 8; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            refused += JournalCodec.Read(bytes, 0, length, back) == length ? 0 : 1;
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        check.Same(length * 8, refused);
        int cut = 0;
        for (int shorter = 0; shorter < length; shorter++)
        {
            cut += JournalCodec.Read(bytes, 0, shorter, back) > 0 ? 0 : 1;
        }

        check.Same(length, cut);
        check.EndGroup("journal records");
    }

    private static void Walk(SelfCheck check, int[] states, int eachMs, int aToB, int bToA)
    {
        PassageTracker tracker = new PassageTracker();
        bool ended = false;
        for (int i = 0; i < states.Length; i++)
        {
            ended = tracker.Change(1000 + i * eachMs, states[i]);
        }

        check.Same(10 * aToB + bToA, ended ? 10 * tracker.AToB + tracker.BToA : -1);
    }
}
