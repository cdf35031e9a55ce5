using Kiosk.Firmware.Selling;
using Kiosk.Fiscal;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Paper;

/// <summary>
/// A paper made of numbered sections of zero or more pieces each, produced one piece at a time in a line buffer. A
/// piece may be empty: then it was only work. One thread.
/// </summary>
public abstract class Slip
{
    /// <summary>Digits and signs of a moment, "20/11/2026 10:15".</summary>
    protected const int MomentLength = 16;

    /// <summary>The line that is built; the printer; the merchant.</summary>
    protected readonly ReceiptLine Out;

    /// <summary>See <see cref="Out"/>.</summary>
    protected readonly PrinterProfile Profile;

    private readonly byte[] _stamp = new byte[CivilTime.StampDigits];
    private readonly byte[] _moment = new byte[MomentLength];
    private int _section = int.MaxValue, _item;

    /// <summary>Paper built in a line buffer for a printer; its first start says whose it is.</summary>
    protected Slip(ReceiptLine line, PrinterProfile profile, Settings none)
    {
        Merchant = none;
        Out = line;
        Profile = profile;
    }

    /// <summary>The merchant's identity.</summary>
    protected Settings Merchant;

    /// <summary>Number of sections.</summary>
    protected abstract int Sections { get; }

    /// <summary>Pieces of a section, 0 or more.</summary>
    protected abstract int Pieces(int section);

    /// <summary>Builds a piece.</summary>
    protected abstract void Write(int section, int piece);

    /// <summary>Starts the paper again from its first piece.</summary>
    public void Rewind()
    {
        _section = 0;
        _item = 0;
    }

    /// <summary>Builds the next piece in the line buffer; false after the last one.</summary>
    public bool Next()
    {
        while (_section < Sections)
        {
            if (_item < Pieces(_section))
            {
                Out.Begin();
                Write(_section, _item);
                _item++;
                return true;
            }

            _section++;
            _item = 0;
        }

        return false;
    }

    /// <summary>
    /// Builds the line that marks a paper resumed after a stop (R58). The printer may have been switched off: its code
    /// page is selected again.
    /// </summary>
    public void Resumed(bool paper)
    {
        Out.Begin();
        Out.Plain();
        Out.Command(0x1B, 0x74, Profile.CodePage);
        Out.Left(paper ? "--- suite (papier changé) ---" : "--- suite (après arrêt) ---");
        Out.End();
    }

    /// <summary>Start of every paper: a known state, the code page, narrow line spacing when wanted.</summary>
    protected void WriteStart(int spacing)
    {
        Out.Command(0x1B, 0x40, 0x1B);
        Out.Raw(0x74);
        Out.Raw(Profile.CodePage);
        if (spacing > 0)
        {
            Out.Command(0x1B, 0x33, spacing);
        }
    }

    /// <summary>End of every paper: past the cutter, and cut when there is one.</summary>
    protected void WriteEnd()
    {
        if (Profile.Cuts)
        {
            Out.Command(10, 10, 10);
            Out.Command(0x1D, 0x56, 1);
        }
        else
        {
            Out.Command(10, 10, 10);
            Out.Command(10, 10, 10);
        }
    }

    /// <summary>Number of lines <see cref="WriteMerchant"/> may write.</summary>
    protected const int MerchantLines = 4;

    /// <summary>One line of the merchant's identity; empty when it is not known.</summary>
    protected void WriteMerchant(int line)
    {
        switch (line)
        {
            case 0: Centred("", Merchant.Merchant, Merchant.MerchantLength, true); break;
            case 1: Centred("", Merchant.Address, Merchant.AddressLength, false); break;
            case 2: Centred("SIRET ", Merchant.Siret, Merchant.SiretLength, false); break;
            default: Centred("", Merchant.VatMention, Merchant.VatMentionLength, false); break;
        }
    }

    /// <summary>A line in the middle, large: high, and wide where the columns allow it.</summary>
    protected void WriteBanner(string text)
    {
        Out.Large(text.Length * 2 <= Profile.Columns);
        Out.Bold(true);
        Out.Left(text);
        Out.EndCentred();
        Out.Plain();
    }

    /// <summary>Adds a moment to the minute to the left side; nothing when it is not known.</summary>
    protected void LeftMoment(long utcSeconds)
    {
        if (utcSeconds > 0)
        {
            MakeMoment(utcSeconds);
            Out.Left(_moment, 0, MomentLength);
        }
    }

    /// <summary>Adds a moment to the minute to the right side; nothing when it is not known.</summary>
    protected void RightMoment(long utcSeconds)
    {
        if (utcSeconds > 0)
        {
            MakeMoment(utcSeconds);
            Out.Right(_moment, MomentLength);
        }
    }

    /// <summary>Adds "K07-T-000001" to the left side.</summary>
    protected void LeftDocument(string terminal, string kind, long number)
    {
        Out.Left(terminal);
        Out.Left(kind);
        Out.LeftNumber(number, 6);
    }

    /// <summary>A label at the left, cents and euro sign at the right.</summary>
    protected void WriteEuros(string label, long cents)
    {
        Out.Left(label);
        Out.RightAmount(cents, 0);
        Out.Right(" \u0080");
        Out.End();
    }

    /// <summary>A label at the left, cents at the right, in the column of amounts with a euro sign.</summary>
    protected void WriteCents(string label, long cents)
    {
        Out.Left(label);
        Out.RightAmount(cents, 0);
        Out.Right("  ");
        Out.End();
    }

    /// <summary>Name and version of the software (R32); never a word of certification (R33).</summary>
    protected void WriteSoftware(int software)
    {
        Out.Left("Logiciel ");
        Out.Left(FiscalVersion.Name);
        Out.Left(" ");
        Out.LeftNumber(software / 10000, 1);
        Out.Left(".");
        Out.LeftNumber(software / 100 % 100, 1);
        Out.Left(".");
        Out.LeftNumber(software % 100, 1);
        Out.End();
    }

    private void Centred(string before, byte[] text, int length, bool bold)
    {
        if (length > 0)
        {
            Out.Bold(bold);
            Out.Left(before);
            Out.Left(text, 0, length);
            Out.EndCentred();
            Out.Bold(false);
        }
    }

    // To the minute (R32).
    private void MakeMoment(long utcSeconds)
    {
        CivilTime.WriteStamp(utcSeconds, _stamp, 0);
        Take(6, 0, 2);
        _moment[2] = (byte)'/';
        Take(4, 3, 2);
        _moment[5] = (byte)'/';
        Take(0, 6, 4);
        _moment[10] = (byte)' ';
        Take(8, 11, 2);
        _moment[13] = (byte)':';
        Take(10, 14, 2);
    }

    private void Take(int from, int to, int count)
    {
        for (int i = 0; i < count; i++)
        {
            _moment[to + i] = _stamp[from + i];
        }
    }

    /// <summary>The mark of a copy (R16): its rank, when it was printed, why (0 not told).</summary>
    protected void WriteCopyMark(int rank, long printedWall, int reason)
    {
        Out.Bold(true);
        Out.Left("DUPLICATA n° ");
        Out.LeftNumber(rank, 1);
        Out.Left(" - édité le ");
        LeftMoment(printedWall);
        Out.EndCentred();
        Out.Bold(false);
        if (reason > 0)
        {
            Out.Left("Motif : ");
            Out.Left(PaperWords.Reason(reason));
            Out.EndCentred();
        }
    }
}
