using System.Globalization;
using System.Security;
using System.Text;

namespace Kiosk.Provision.Hardware;

/// <summary>
/// Writes a drawing, one element per line, numbers without fraction: a change shows as a few lines.
/// </summary>
internal sealed class Svg(int width)
{
    private readonly StringBuilder _body = new();

    /// <summary>Text: where it begins, ends ("end") or has its middle ("middle").</summary>
    public void Text(
        int x, int y, string text, int size = 13, string anchor = "start", string fill = "#111", bool bold = false) =>
        _body.Append(
            CultureInfo.InvariantCulture,
            $"<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\" text-anchor=\"{anchor}\" fill=\"{fill}\"")
            .Append(bold ? " font-weight=\"bold\">" : ">").Append(SecurityElement.Escape(text)).Append("</text>\n");

    /// <summary>A box.</summary>
    public void Box(int x, int y, int wide, int high, string fill, string stroke = "#333") => _body.Append(
        CultureInfo.InvariantCulture,
        $"<rect x=\"{x}\" y=\"{y}\" width=\"{wide}\" height=\"{high}\" rx=\"4\" fill=\"{fill}\"")
        .Append(CultureInfo.InvariantCulture, $" stroke=\"{stroke}\"/>\n");

    /// <summary>A line; a light one gets a dark edge.</summary>
    public void Line(int x1, int y1, int x2, int y2, string stroke, int thick = 3)
    {
        foreach ((string colour, int size) in ((string, int)[])[("#333", thick + 2), (stroke, thick)])
        {
            _body.Append(
                CultureInfo.InvariantCulture,
                $"<line x1=\"{x1}\" y1=\"{y1}\" x2=\"{x2}\" y2=\"{y2}\" stroke=\"{colour}\"")
                .Append(CultureInfo.InvariantCulture, $" stroke-width=\"{size}\"/>\n");
        }
    }

    /// <summary>The whole file.</summary>
    public string Finish(int height) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" ")
        + string.Create(
            CultureInfo.InvariantCulture, $"height=\"{height}\" font-family=\"DejaVu Sans, Arial, sans-serif\">\n")
        + string.Create(
            CultureInfo.InvariantCulture, $"<rect width=\"{width}\" height=\"{height}\" fill=\"#fff\"/>\n")
        + _body + "</svg>\n";
}
