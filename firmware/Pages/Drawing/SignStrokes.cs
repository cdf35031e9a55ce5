namespace Kiosk.Firmware.Notices;

/// <summary>
/// Digits and signs as <see cref="LetterStrokes"/>. Codes are those of <see cref="PageChar"/>. No state, any thread.
/// </summary>
public static class SignStrokes
{
    /// <summary>Digits and signs up to ~; empty for another code.</summary>
    public static string Ascii(int code)
    {
        switch (code)
        {
            case '0': return "rr16 M8 28Q0 28 0 14Q0 0 8 0Q16 0 16 14Q16 28 8 28";
            case '1': return "ns7 M0 22L7 28L7 0";
            case '2': return "nn16 M0 22Q1 28 8 28Q15 28 15 21Q15 16 10 11L0 0L16 0";
            case '3': return "nr15 M1 24Q3 28 8 28Q14 28 14 21Q14 15 8 15L6 15M8 15Q15 15 15 7Q15 0 7 0Q2 0 0 5";
            case '4': return "nn17 M13 0L13 28L0 8L17 8";
            case '5': return "nr15 M14 28L2 28L1 15Q4 18 8 18Q15 18 15 9Q15 0 7 0Q2 0 0 4";
            case '6': return "rr16 M14 25Q12 28 9 28Q0 28 0 11Q0 0 8 0Q16 0 16 9Q16 17 8 17Q2 17 0 10";
            case '7': return "nn15 M0 28L15 28L4 0";
            case '8':
                return "rr16 M8 15Q1 15 1 21Q1 28 8 28Q15 28 15 21Q15 15 8 15Q0 15 0 7Q0 0 8 0"
                    + "Q16 0 16 7Q16 15 8 15";
            case '9': return "rr16 M2 3Q4 0 7 0Q16 0 16 17Q16 28 8 28Q0 28 0 19Q0 11 8 11Q14 11 16 18";
            case '!': return "ss0 M0 28L0 9M0 0L0 1";
            case 0x22: return "nn6 M0 28L0 21M6 28L6 21";
            case '#': return "nn18 M6 28L3 0M15 28L12 0M1 19L18 19M0 9L17 9";
            case '$': return "nr15 M14 22Q12 26 8 26Q0 26 0 20Q0 15 8 14Q15 13 15 8Q15 2 7 2Q2 2 0 6M8 31L8 -3";
            case '%':
                return "nn22 M19 28L3 0M5 28Q0 28 0 22Q0 16 5 16Q10 16 10 22Q10 28 5 28M17 12"
                    + "Q12 12 12 6Q12 0 17 0Q22 0 22 6Q22 12 17 12";
            case '&': return "rd19 M19 0L5 18Q2 22 4 25Q6 28 9 28Q14 28 14 23Q14 19 8 16Q0 12 0 7Q0 0 8 0Q15 0 17 10";
            case 0x27: return "ss0 M0 28L0 21"; // '
            case '(': return "rn6 M6 31Q0 24 0 12Q0 0 6 -7";
            case ')': return "nr6 M0 31Q6 24 6 12Q6 0 0 -7";
            case '*': return "nn12 M6 28L6 16M1 25L11 19M11 25L1 19";
            case '+': return "nn16 M8 20L8 4M0 12L16 12";
            case ',': return "nn2 M2 1L0 -5";
            case '-': return "nn9 M0 11L9 11";
            case '.': return "ss0 M0 0L0 1";
            case '/': return "nn11 M0 -4L11 31";
            case ':': return "ss0 M0 0L0 1M0 17L0 18";
            case ';': return "nn2 M2 1L0 -5M2 17L2 18";
            case '<': return "nn15 M15 21L0 12L15 3";
            case '=': return "nn16 M0 16L16 16M0 8L16 8";
            case '>': return "nn15 M0 21L15 12L0 3";
            case '?': return "nn14 M0 23Q1 28 7 28Q14 28 14 22Q14 17 10 15Q7 13 7 8M7 0L7 1";
            case '@':
                return "rr26 M19 17Q17 19 14 19Q8 19 8 12Q8 5 13 5Q19 5 19 13L19 9Q19 5 22 5Q26 6 26 13"
                    + "Q26 26 13 26Q0 26 0 10Q0 -6 14 -6Q18 -6 21 -5";
            case '[': return "sn6 M6 31L0 31L0 -7L6 -7";
            case 0x5C: return "nn11 M0 31L11 -4"; // \
            case ']': return "ns6 M0 31L6 31L6 -7L0 -7";
            case '^': return "nn12 M0 19L6 28L12 19";
            case '_': return "dd16 M0 -6L16 -6";
            case '`': return "nn5 M0 29L5 24";
            case '{': return "nn8 M8 31Q4 31 4 26L4 18Q4 12 0 12Q4 12 4 6L4 -2Q4 -7 8 -7";
            case '|': return "ss0 M0 31L0 -7";
            case '}': return "nn8 M0 31Q4 31 4 26L4 18Q4 12 8 12Q4 12 4 6L4 -2Q4 -7 0 -7";
            case '~': return "nn16 M0 10Q4 15 8 12Q12 9 16 14";
            default: return string.Empty;
        }
    }

    /// <summary>Signs and whole letters above ~; empty for another code.</summary>
    public static string High(int code)
    {
        switch (code)
        {
            case 0x80: return "rn19 M18 24Q16 28 12 28Q3 28 3 14Q3 0 12 0Q16 0 18 4M0 17L13 17M0 11L13 11"; // €
            case 0x85: return "ss18 M0 0L0 1M9 0L9 1M18 0L18 1"; // …
            case 0x8C: // Œ
                return "rn28 M15 28L28 28M15 14L26 14M15 0L28 0M15 28L15 0M15 28L10 28Q0 28 0 14"
                    + "Q0 0 10 0L15 0";
            case 0x92: return "nn2 M2 28L0 21"; // ’
            case 0x9C: // œ
                return "rn26 M13 10Q13 20 7 20Q0 20 0 10Q0 0 7 0Q13 0 13 10M13 11L26 11Q26 20 19 20"
                    + "Q13 20 13 10Q13 0 19 0Q23 0 25 4";
            case 0xA1: return "ss0 M0 19L0 20M0 11L0 -8"; // ¡
            case 0xA2: return "rd12 M12 16Q10 20 7 20Q0 20 0 10Q0 0 7 0Q10 0 12 4M7 25L7 -5"; // ¢
            case 0xA3: return "nn15 M14 24Q12 28 9 28Q4 28 4 21L4 6Q4 1 0 0L15 0M0 13L11 13"; // £
            case 0xA4: // ¤
                return "nn16 M8 19Q2 19 2 13Q2 7 8 7Q14 7 14 13Q14 19 8 19M0 21L4 17M16 21L12 17M0 5"
                    + "L4 9M16 5L12 9";
            case 0xA5: return "dd18 M0 28L9 14L18 28M9 14L9 0M2 13L16 13M2 7L16 7"; // ¥
            case 0xA6: return "ss0 M0 31L0 16M0 8L0 -7"; // ¦
            case 0xA7: // §
                return "nn12 M11 25Q10 28 6 28Q1 28 1 24Q1 21 6 18Q12 15 12 11Q12 8 9 7M1 1Q2 -2 6 -2"
                    + "Q11 -2 11 2Q11 5 6 8Q0 11 0 15Q0 18 3 19";
            case 0xA8: return "nn8 M0 26L0 27M8 26L8 27"; // ¨
            case 0xA9: // ©
                return "rr26 M13 27Q0 27 0 14Q0 1 13 1Q26 1 26 14Q26 27 13 27M18 18Q16 20 13 20"
                    + "Q7 20 7 14Q7 8 13 8Q16 8 18 10";
            case 0xAA: return "nn8 M8 28L8 17M8 23Q8 28 4 28Q0 28 0 23Q0 18 4 18Q8 18 8 23M0 13L8 13"; // ª
            case 0xAB: return "nn15 M7 18L0 10L7 2M15 18L8 10L15 2"; // «
            case 0xAC: return "nn16 M0 14L16 14L16 7"; // ¬
            case 0xAE: // ®
                return "rr26 M13 27Q0 27 0 14Q0 1 13 1Q26 1 26 14Q26 27 13 27M9 8L9 20L14 20"
                    + "Q18 20 18 17Q18 14 14 14L9 14M14 14L18 8";
            case 0xAF: return "nn10 M0 26L10 26"; // ¯
            case 0xB0: return "rr8 M4 28Q0 28 0 24Q0 20 4 20Q8 20 8 24Q8 28 4 28"; // °
            case 0xB1: return "nn16 M8 22L8 8M0 15L16 15M0 2L16 2"; // ±
            case 0xB2: return "nn8 M0 25Q0 28 4 28Q8 28 8 24Q8 22 6 20L0 13L8 13"; // ²
            case 0xB3: return "nn8 M0 26Q1 28 4 28Q8 28 8 24Q8 21 4 21Q8 21 8 17Q8 13 4 13Q1 13 0 15"; // ³
            case 0xB4: return "nn5 M0 24L5 29"; // ´
            case 0xB5: return "ss13 M0 20L0 -9M0 7Q0 0 6 0Q12 0 13 8M13 20L13 0"; // µ
            case 0xB6: return "rs12 M12 -5L12 28L6 28Q0 28 0 22Q0 16 6 16M6 28L6 -5"; // ¶
            case 0xB7: return "ss0 M0 12L0 13"; // ·
            case 0xB8: return "nn5 M2 0L2 -3Q6 -4 5 -7Q4 -9 0 -8"; // ¸
            case 0xB9: return "ns4 M0 25L4 28L4 13"; // ¹
            case 0xBA: return "nn8 M4 28Q0 28 0 23Q0 18 4 18Q8 18 8 23Q8 28 4 28M0 13L8 13"; // º
            case 0xBB: return "nn15 M0 18L7 10L0 2M8 18L15 10L8 2"; // »
            case 0xBC: return "nn22 M0 25L4 28L4 14M19 28L4 0M20 0L20 14L13 5L22 5"; // ¼
            case 0xBD: return "nn22 M0 25L4 28L4 14M19 28L4 0M14 11Q14 14 18 14Q22 14 22 10Q22 8 20 6L14 0L22 0"; // ½
            case 0xBE: // ¾
                return "nn24 M0 26Q1 28 4 28Q8 28 8 25Q8 21 4 21Q8 21 8 18Q8 14 4 14Q1 14 0 16M21 28"
                    + "L6 0M22 0L22 14L15 5L24 5";
            case 0xBF: return "nn14 M7 20L7 19M7 12Q7 7 4 5Q0 3 0 -2Q0 -8 7 -8Q13 -8 14 -3"; // ¿
            case 0xC6: return "dn26 M0 0L12 28L26 28M13 28L13 0L26 0M13 14L24 14M4 9L13 9"; // Æ
            case 0xD0: return "nr20 M2 0L2 28L9 28Q20 28 20 14Q20 0 9 0L2 0M-2 14L9 14"; // Ð
            case 0xD7: return "nn12 M0 18L12 6M12 18L0 6"; // ×
            case 0xD8: return "rr20 M10 28Q0 28 0 14Q0 0 10 0Q20 0 20 14Q20 28 10 28M1 -2L19 30"; // Ø
            case 0xDE: return "sr15 M0 0L0 28M0 22L8 22Q15 22 15 14Q15 7 8 7L0 7"; // Þ
            case 0xDF: // ß
                return "sr14 M0 0L0 21Q0 29 7 29Q13 29 13 23Q13 19 10 17Q7 15 10 12Q15 10 15 5"
                    + "Q15 0 10 0Q7 0 6 1";
            case 0xE6: // æ
                return "nn24 M1 17Q3 20 7 20Q12 20 12 13M12 12L6 12Q0 12 0 6Q0 0 5 0Q11 0 12 8M12 11"
                    + "L24 11Q24 20 18 20Q12 20 12 10Q12 0 18 0Q22 0 23 4";
            case 0xF0: return "rr14 M3 29L9 26Q14 22 14 10Q14 0 7 0Q0 0 0 9Q0 17 7 17Q12 17 13 13M3 23L11 28"; // ð
            case 0xF7: return "nn16 M0 12L16 12M8 19L8 20M8 4L8 5"; // ÷
            case 0xF8: return "rr14 M7 20Q0 20 0 10Q0 0 7 0Q14 0 14 10Q14 20 7 20M0 -2L14 22"; // ø
            case 0xFE: return "sr14 M0 29L0 -9M0 10Q0 20 7 20Q14 20 14 10Q14 0 7 0Q0 0 0 10"; // þ
            default: return string.Empty;
        }
    }
}
