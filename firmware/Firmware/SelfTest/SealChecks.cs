using Kiosk.Fiscal;
using Kiosk.Protocol;

namespace Kiosk.Firmware.SelfTest;

/// <summary>
/// Seals and frames over fixed keys: golden bytes, the chain from ticket to ticket, downlinks and their refusals.
/// </summary>
public static class SealChecks
{
    private const long Device = 1007;
    private const long Wall = 1795165200L;

    /// <summary>
    /// Three tickets and an event in one chain; a changed cent changes the seal; numbers neither skip nor repeat.
    /// </summary>
    public static void Seals(SelfCheck check, Mac mac, Catalogue catalogue, Settings settings)
    {
        FiscalChain chain = new FiscalChain(mac, Key(mac, KeyDerivation.Seal), "K07");
        Record ticket = new Record();
        int outcome;
        for (int number = 1; number <= 3; number++)
        {
            Ticket(ticket, number, 220 + number);
            check.Same(2 * (220 + number) + 180, chain.SealTicket(ticket, null, 0, catalogue, settings, out outcome));
            check.Same(FiscalOutcome.Sealed, outcome);
            check.Produced(chain.LastSeal, 0, chain.LastSeal.Length);
        }

        check.SameHex(GoldenVectors.ThirdSeal, chain.LastSeal, 0, chain.LastSeal.Length);
        check.Same(3, chain.State.Tickets);
        check.Same(2 * (221 + 222 + 223) + 540, chain.State.PerpetualSigned);
        Ticket(ticket, 3, 223);
        chain.SealTicket(ticket, null, 0, catalogue, settings, out outcome);
        check.That(outcome != FiscalOutcome.Sealed);
        Ticket(ticket, 5, 223);
        chain.SealTicket(ticket, null, 0, catalogue, settings, out outcome);
        check.That(outcome != FiscalOutcome.Sealed);
        byte[] state = new byte[ChainState.BytesMax];
        int length = chain.State.Write(state, 0);
        FiscalChain other = new FiscalChain(mac, Key(mac, KeyDerivation.Seal), "K07");
        check.That(length > 0 && other.State.Read(state, 0, length));
        check.Same(chain.State.PerpetualAbsolute, other.State.PerpetualAbsolute);
        state[length / 2] ^= 1;
        check.That(!other.State.Read(state, 0, length));
        check.EndGroup("seals");
    }

    /// <summary>A frame of three tickets and a climate reading: golden bytes, and the same bytes again.</summary>
    public static void Frames(SelfCheck check, Mac mac)
    {
        BatchWriter writer = new BatchWriter(mac, Key(mac, KeyDerivation.Frame), Device);
        byte[] frame = new byte[512];
        int length = Frame(writer, frame);
        check.Same(4, writer.Count);
        check.SameHex(GoldenVectors.Frame, frame, 0, length);
        byte[] again = new byte[512];
        check.Same(length, Frame(writer, again));
        bool same = true;
        for (int i = 0; i < length; i++)
        {
            same = same && frame[i] == again[i];
        }

        check.That(same);
        check.EndGroup("frames");
    }

    /// <summary>An acknowledgement read back; any flipped bit, any cut and another device's key are refused.</summary>
    public static void Downlinks(SelfCheck check, Mac mac)
    {
        byte[] key = Key(mac, KeyDerivation.Downlink);
        Acknowledgement ack = new Acknowledgement();
        ack.Contiguous = 4711;
        ack.Window = 1;
        ack.UtcSeconds = Wall;
        ack.NextSequence = 4800;
        ack.AddMissing(4712, 4750);
        byte[] message = new byte[256];
        int length = new DownlinkWriter(mac, key, Device).WriteAck(ack, message);
        check.Produced(message, 0, length);
        DownlinkReader reader = new DownlinkReader();
        Acknowledgement back = new Acknowledgement();
        check.Same(Downlink.Ack, reader.Open(mac, key, Device, message, length));
        check.That(reader.ReadAck(back) >= 0 && back.Contiguous == 4711 && back.MissingFirst[0] == 4712);
        check.That(reader.Open(mac, key, Device + 1, message, length) < 0);
        int refused = 0;
        for (int bit = 0; bit < length * 8; bit++)
        {
            message[bit / 8] ^= (byte)(1 << (bit % 8));
            refused += reader.Open(mac, key, Device, message, length) < 0 ? 1 : 0;
            message[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        check.Same(length * 8, refused);
        for (int cut = 0; cut < length; cut++)
        {
            refused += reader.Open(mac, key, Device, message, cut) < 0 ? 1 : 0;
        }

        check.Same(length * 9, refused);
        check.EndGroup("downlinks");
    }

    /// <summary>A key of the self-test's device, by label.</summary>
    public static byte[] Key(Mac mac, string label)
    {
        byte[] key = new byte[KeyDerivation.KeyBytes];
        KeyDerivation.Derive(mac, SelfCheck.Repeat(0x5A, 32), label, key);
        return key;
    }

    private static int Frame(BatchWriter writer, byte[] frame)
    {
        Record record = new Record();
        writer.Begin(frame);
        for (int number = 1; number <= 3; number++)
        {
            Ticket(record, number, 220 + number);
            record.Sequence = number;
            record.MonoSeconds = 1000 + 60 * number;
            record.WallSeconds = Wall + 60 * number;
            writer.TryAdd(record);
        }

        record.Reset(RecordKind.ClimateReading);
        record.Sequence = 4;
        record.Boot = 1;
        record.MonoSeconds = 1300;
        record.WallSeconds = Wall + 300;
        for (int i = 0; i < ClimateLayout.CountBefore; i++)
        {
            record.Add(10 * i);
        }

        writer.TryAdd(record);
        return writer.Finish();
    }

    /// <summary>Two of article 1 at a price, one of article 2 at 1.80, exact cash.</summary>
    private static void Ticket(Record ticket, int number, int price)
    {
        ticket.Reset(RecordKind.Ticket);
        ticket.Boot = 1;
        ticket.WallSeconds = Wall + 60 * number;
        ticket.Add(number);
        ticket.Add(TicketLayout.OperationSale);
        ticket.Add(0);
        ticket.Add(0);
        ticket.Add(0);
        ticket.Add(4);
        ticket.Add(0);
        ticket.Add(1);
        ticket.Add(2);
        ticket.Add(2);
        ticket.Add(TicketLayout.TenderCash);
        ticket.Add(2 * price + 180);
        Line(ticket, 1, 2, price, 1000);
        Line(ticket, 2, 1, 180, 550);
    }

    private static void Line(Record ticket, int article, int quantity, int price, int rate)
    {
        ticket.Add(article);
        ticket.Add(0);
        ticket.Add(quantity);
        ticket.Add(price);
        ticket.Add(rate);
    }
}
