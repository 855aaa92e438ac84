namespace FaceRek.Web.Api.Calls;

/// <summary>How much of a list is answered at once, and from where.</summary>
internal static class Paging
{
    public const int Usual = 50,
        MaxCount = 200;

    /// <summary>What happened this moment may not be written yet: changes are told when they are so old, or a reader could pass one by.</summary>
    public static readonly TimeSpan Settled = TimeSpan.FromSeconds(2);

    /// <returns>The fault, or null and where the list goes on.</returns>
    public static ApiProblem? Read(int? limit, string? text, out int size, out Cursor? cursor)
    {
        (size, cursor) = (limit ?? Usual, null);
        if (size is < 1 or > MaxCount)
        {
            return ApiProblems.QueryInvalid.Because($"limit is 1 to {MaxCount}.");
        }
        if (text is null)
        {
            return null;
        }
        if (!Cursor.TryRead(text, out var read))
        {
            return ApiProblems.CursorInvalid;
        }
        cursor = read;
        return null;
    }
}
