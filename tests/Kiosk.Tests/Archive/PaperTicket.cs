using System.Text;
using Kiosk.Firmware.Paper;
using Kiosk.Fiscal;
using Kiosk.Protocol;
using Kiosk.Tests.Fiscal;
using Kiosk.Tests.Paper;

namespace Kiosk.Tests.Archive;

/// <summary>A sale of a shop and the QR text that the till prints for it, by the till's own code.</summary>
internal static class PaperTicket
{
    /// <summary>Sells the kind of ticket numbered so (<see cref="ShopBench.Sale"/>) and writes its QR text.</summary>
    public static string Sell(ShopBench shop, int kind)
    {
        Entry entry = shop.Sale(kind);
        shop.Send(entry);
        shop.Flush();
        var paper = new PaperBench();
        Catalogue catalogue = FiscalSamples.Press();
        TicketReader ticket = shop.Chain.Ticket;
        ticket.Rewind();
        for (int i = 0; i < ticket.LineCount && ticket.NextLine(); i++)
        {
            bool isArticle = ticket.Article > 0;
            int at = (isArticle ? catalogue.FindCode(ticket.Article) : -ticket.Article - 1) * Limits.LabelBytesMax;
            byte[] labels = isArticle ? catalogue.Labels : catalogue.DepartmentLabels;
            paper.Line(Encoding.Latin1.GetString(labels, at, Limits.LabelBytesMax).TrimEnd(), ticket.Quantity,
                ticket.Price, (short)ticket.Rate, ticket.Off);
        }

        (paper.Sale.Number, paper.Sale.WallSeconds) = (entry.Record.Values[0], entry.Record.WallSeconds);
        shop.Chain.State.Seals[ChainKind.T].CopyTo(paper.Sale.Seal, 0);
        paper.Settings.TicketLinkLength =
            Encoding.ASCII.GetBytes("https://ville.example/ticket#", paper.Settings.TicketLink);
        var code = new TicketCode();
        code.Write(paper.Sale, paper.Facts, paper.Settings, ShopBench.Terminal);
        return Encoding.ASCII.GetString(code.Text, 0, code.Length);
    }
}
