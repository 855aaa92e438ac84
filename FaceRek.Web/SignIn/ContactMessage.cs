namespace FaceRek.Web.SignIn;

/// <summary>The text of a visitor's message: any text of some lines.</summary>
internal static class ContactMessage
{
    public const int MaxLength = 4_000;

    /// <returns>Null where the text is empty or too long. Line ends are normalised; other control characters are dropped.</returns>
    public static string? Read(string? text)
    {
        var clean = string.Concat(
                (text ?? "").ReplaceLineEndings("\n").Where(c => c is '\n' or '\t' || !char.IsControl(c))
            )
            .Trim();
        return clean.Length is 0 or > MaxLength ? null : clean;
    }
}
