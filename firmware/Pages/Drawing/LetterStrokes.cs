namespace Kiosk.Firmware.Notices;

/// <summary>
/// Our own letters as strokes of a pen, in a code for each: how much room it wants on its left and right (s a stem, r a
/// round, n a little, d almost none), its width, then the strokes as in an SVG path: M begins one, L goes straight,
/// Q curves by a control point. 28 units are the height of a capital, 20 of a small letter; y upwards from the line.
/// Methods, not tables: a static table would stay in the heap of a board from its start. No state, any thread.
/// </summary>
public static class LetterStrokes
{
    /// <summary>A to Z; empty for another code.</summary>
    public static string Capital(int code)
    {
        switch (code)
        {
            case 'A': return "dd20 M0 0L10 28L20 0M3 9L17 9";
            case 'B': return "sr16 M0 15L9 15Q15 15 15 21Q15 28 8 28L0 28L0 0L9 0Q16 0 16 8Q16 15 9 15";
            case 'C': return "rn17 M17 23Q15 28 10 28Q0 28 0 14Q0 0 10 0Q15 0 17 5";
            case 'D': return "sr18 M0 0L0 28L7 28Q18 28 18 14Q18 0 7 0L0 0";
            case 'E': return "sn14 M14 28L0 28L0 0L14 0M0 14L12 14";
            case 'F': return "sd14 M14 28L0 28L0 0M0 14L12 14";
            case 'G': return "rs18 M17 23Q15 28 10 28Q0 28 0 14Q0 0 10 0Q18 0 18 8L18 13L11 13";
            case 'H': return "ss17 M0 0L0 28M17 0L17 28M0 14L17 14";
            case 'I': return "ss0 M0 0L0 28";
            case 'J': return "ds11 M11 28L11 8Q11 0 5 0Q1 0 0 5";
            case 'K': return "sd16 M0 0L0 28M15 28L0 11M5 17L16 0";
            case 'L': return "sd13 M0 28L0 0L13 0";
            case 'M': return "ss22 M0 0L0 28L11 8L22 28L22 0";
            case 'N': return "ss17 M0 0L0 28L17 0L17 28";
            case 'O': return "rr20 M10 28Q0 28 0 14Q0 0 10 0Q20 0 20 14Q20 28 10 28";
            case 'P': return "sr15 M0 0L0 28L8 28Q15 28 15 20Q15 12 8 12L0 12";
            case 'Q': return "rr20 M10 28Q0 28 0 14Q0 0 10 0Q20 0 20 14Q20 28 10 28M13 6L20 -2";
            case 'R': return "sd16 M0 0L0 28L8 28Q15 28 15 20Q15 12 8 12L0 12M8 12L16 0";
            case 'S': return "nr15 M14 24Q12 28 8 28Q0 28 0 21Q0 15 8 14Q15 13 15 7Q15 0 7 0Q2 0 0 5";
            case 'T': return "dd18 M0 28L18 28M9 28L9 0";
            case 'U': return "ss17 M0 28L0 9Q0 0 9 0Q17 0 17 9L17 28";
            case 'V': return "dd20 M0 28L10 0L20 28";
            case 'W': return "dd28 M0 28L7 0L14 24L21 0L28 28";
            case 'X': return "dd17 M0 28L17 0M17 28L0 0";
            case 'Y': return "dd18 M0 28L9 13L18 28M9 13L9 0";
            case 'Z': return "nn16 M0 28L16 28L0 0L16 0";
            default: return string.Empty;
        }
    }

    /// <summary>a to z; empty for another code.</summary>
    public static string Small(int code)
    {
        switch (code)
        {
            case 'a': return "ns12 M1 17Q3 20 7 20Q12 20 12 14L12 0M12 12L6 12Q0 12 0 6Q0 0 5 0Q10 0 12 5";
            case 'b': return "sr14 M0 29L0 0M0 10Q0 20 7 20Q14 20 14 10Q14 0 7 0Q0 0 0 10";
            case 'c': return "rd12 M12 16Q10 20 7 20Q0 20 0 10Q0 0 7 0Q10 0 12 4";
            case 'd': return "rs14 M14 29L14 0M14 10Q14 20 7 20Q0 20 0 10Q0 0 7 0Q14 0 14 10";
            case 'e': return "rn14 M0 11L14 11Q14 20 7 20Q0 20 0 10Q0 0 7 0Q11 0 13 4";
            case 'f': return "dd10 M10 29Q4 30 4 23L4 0M0 20L10 20";
            case 'g': return "rs14 M14 20L14 -2Q14 -9 7 -9Q3 -9 1 -6M14 10Q14 20 7 20Q0 20 0 10Q0 0 7 0Q14 0 14 10";
            case 'h': return "ss13 M0 29L0 0M0 12Q1 20 7 20Q13 20 13 13L13 0";
            case 'i': return "ss0 M0 20L0 0M0 27L0 28";
            case 'j': return "ds4 M4 20L4 -3Q4 -9 0 -9M4 27L4 28";
            case 'k': return "sd13 M0 29L0 0M12 20L0 8M4 12L13 0";
            case 'l': return "sd4 M0 29L0 5Q0 0 4 0";
            case 'm': return "ss22 M0 20L0 0M0 12Q1 20 6 20Q11 20 11 13L11 0M11 12Q12 20 17 20Q22 20 22 13L22 0";
            case 'n': return "ss13 M0 20L0 0M0 12Q1 20 7 20Q13 20 13 13L13 0";
            case 'o': return "rr14 M7 20Q0 20 0 10Q0 0 7 0Q14 0 14 10Q14 20 7 20";
            case 'p': return "sr14 M0 20L0 -9M0 10Q0 20 7 20Q14 20 14 10Q14 0 7 0Q0 0 0 10";
            case 'q': return "rs14 M14 20L14 -9M14 10Q14 20 7 20Q0 20 0 10Q0 0 7 0Q14 0 14 10";
            case 'r': return "sd8 M0 20L0 0M0 12Q1 19 8 20";
            case 's': return "nn11 M11 17Q9 20 6 20Q0 20 0 15Q0 11 6 10Q12 9 12 5Q12 0 6 0Q2 0 0 3";
            case 't': return "dd9 M4 26L4 6Q4 0 9 0M0 20L9 20";
            case 'u': return "ss13 M0 20L0 7Q0 0 6 0Q12 0 13 8M13 20L13 0";
            case 'v': return "dd14 M0 20L7 0L14 20";
            case 'w': return "dd22 M0 20L5 0L11 17L17 0L22 20";
            case 'x': return "dd13 M0 20L13 0M13 20L0 0";
            case 'y': return "dd14 M0 20L7 0M14 20L4 -9";
            case 'z': return "nn12 M0 20L12 20L0 0L12 0";
            default: return string.Empty;
        }
    }
}
