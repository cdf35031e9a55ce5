using Kiosk.Fiscal;
using Kiosk.Firmware.Journal;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Selling;

/// <summary>
/// What an inspector takes along from the kiosk itself (R31): who, which software, last number and seal of each chain,
/// totals that never go back, which records the drive holds. Plain lines "name value"; read-only, without the gateway.
/// The same bytes go onto the drive and into a QR code. One thread.
/// </summary>
public sealed class InspectionText
{
    /// <summary>Bytes of the text at most.</summary>
    public const int BytesMax = 640;

    private readonly FiscalChain _chain;
    private readonly RecordJournal _journal;
    private byte[] _bytes = new byte[0];

    /// <summary>Length of the text written last.</summary>
    public int Length;

    /// <summary>Text about a terminal.</summary>
    public InspectionText(FiscalChain chain, RecordJournal journal)
    {
        _chain = chain;
        _journal = journal;
    }

    /// <summary>Writes the text into a buffer of <see cref="BytesMax"/> bytes or more.</summary>
    public void Write(byte[] buffer, Settings settings, long wallSeconds)
    {
        _bytes = buffer;
        Length = 0;
        ChainState state = _chain.State;
        Put("KIOSK CONTROLE 1\nterminal ");
        Put(_chain.Terminal);
        Put("\nsiret ");
        for (int i = 0; i < settings.SiretLength; i++)
        {
            Byte(settings.Siret[i]);
        }

        Line("utc", wallSeconds);
        Line("noyau", state.Software);
        for (int chain = 0; chain < ChainKind.Count; chain++)
        {
            if (state.Numbers[chain] > 0)
            {
                Byte('\n');
                Put(_chain.Terminal);
                Put(ChainKind.Letters(chain));
                Number(state.Numbers[chain]);
            }
        }

        Line("perpetuel", state.PerpetualSigned);
        Line("absolu", state.PerpetualAbsolute);
        Line("jour", state.DayPeriod.TotalCents);
        Line("premier", _journal.OldestSequence);
        Line("dernier", _journal.NextSequence - 1);
        Put("\nsceau ");
        Seal(state.TicketSeal);
        Put("\njournal ");
        Seal(state.JournalSeal);
        Byte('\n');
    }

    private void Line(string name, long value)
    {
        Byte('\n');
        Put(name);
        Byte(' ');
        Number(value);
    }

    private void Number(long value)
    {
        if (Length + Digits.Max <= BytesMax)
        {
            Length += Digits.Write(_bytes, Length, value);
        }
    }

    private void Seal(byte[] seal)
    {
        if (Length + Base64Url.SealLength <= BytesMax)
        {
            Length += Base64Url.Write(seal, 0, Mac.Length, _bytes, Length);
        }
    }

    private void Put(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            Byte(text[i]);
        }
    }

    private void Byte(int value)
    {
        if (Length < BytesMax)
        {
            _bytes[Length] = (byte)value;
            Length++;
        }
    }
}
