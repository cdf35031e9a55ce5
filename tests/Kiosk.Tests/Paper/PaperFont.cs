namespace Kiosk.Tests.Paper;

/// <summary>
/// Our own letters for pictures of paper: 5 x 7 points and two below the line, in a cell of 12 x 24 dots as font A of a
/// receipt printer has it. A row is one digit of base 32. Accents are put on the base letter.
/// </summary>
internal static class PaperFont
{
    public const int Width = 12, Height = 24;
    private const int AccentRows = 3, Point = 2;

    private static readonly Dictionary<char, string> Shapes = Read(
        "0EHJLPHE 14C4444E 2EH1248V 3V2421HE 426AIV22 5VGU11HE 668GUHHE 7V124888 8EHHEHHE 9EHHF12C "
        + "AEHHVHHH BUHHUHHU CEHGGGHE DSIHHHIS EVGGUGGV FVGGUGGG GEHGNHHF HHHHVHHH IE44444E J72222IC KHIKOKIH "
        + "LGGGGGGV MHRLLHHH NHHPLJHH OEHHHHHE PUHHUGGG QEHHHLID RUHHUKIH SFGGE11U TV444444 UHHHHHHE VHHHHHA4 "
        + "WHHHLLLA XHHA4AHH YHHHA444 ZV1248GV "
        + "a00E1FHF bGGMPHHU c00EGGHE d11DJHHF e00EHVGE f698S888 g00FHHHF1E hGGMPHHH i40C444E j2062222IC "
        + "kGGIKOKI lC44444E m00QLLHH n00MPHHH o00EHHHE p00UHHHUGG q00FHHHF11 r00MPGGG s00EGE1U t88S8896 "
        + "u00HHHJD v00HHHA4 w00HHLLA x00HA4AH y00HHHJD1E z00V248V "
        + "!4444404 \"AA00000 #AAVAVAA $4FKE5U4 %OP248J3 &CIK8LID '4480000 (2488842 )8422248 *04LEL40 +044V440 "
        + ",00000CC48 -000E000 .00000CC /01248G0 :0CC0CC0 ;0CC0CC48 <248G842 =00V0V00 >8421248 ?EH12404 @EHNLNGE "
        + "[E88888E ]E22222E _000000V |4444444 °CIIC000 €69S8S96 «05AKA50 »0KA5AK0 ²E2C8E00");

    private static readonly Dictionary<char, string> Accents = new()
    {
        ['\u0301'] = "240", ['\u0300'] = "840", ['\u0302'] = "4A0", ['\u0308'] = "0A0", ['\u0303'] = "DM0",
    };

    /// <summary>True when a dot of the cell of a letter is black; an unknown letter is a frame.</summary>
    public static bool IsBlack(char letter, int x, int y)
    {
        int column = x / Point, row = (y / Point) - AccentRows;
        if (letter == ' ' || column > 4)
        {
            return false;
        }

        string parts = letter.ToString().Normalize(System.Text.NormalizationForm.FormD);
        if (!Shapes.TryGetValue(parts[0], out string? shape))
        {
            return row is >= 0 and < 7 && (row is 0 or 6 || column is 0 or 4);
        }

        char accent = parts.Length > 1 ? parts[1] : '\0';
        int top = row + AccentRows - (char.IsLower(parts[0]) ? 1 : 0);
        if (top is >= 0 and < AccentRows && Accents.TryGetValue(accent, out string? above) && Bit(above[top], column))
        {
            return true;
        }

        if (row < 0)
        {
            return false;
        }

        if (accent == '\u0327' && row >= 7)
        {
            return Bit("4C"[row - 7], column);
        }

        bool dot = accent != '\0' && parts[0] == 'i' && row == 0;
        return !dot && row < shape.Length && Bit(shape[row], column);
    }

    private static bool Bit(char digit, int column) =>
        ((char.IsAsciiDigit(digit) ? digit - '0' : digit - 'A' + 10) >> (4 - column) & 1) != 0;

    private static Dictionary<char, string> Read(string shapes)
    {
        Dictionary<char, string> read = [];
        foreach (string shape in shapes.Split(' '))
        {
            read.Add(shape[0], shape[1..]);
        }

        return read;
    }
}
