using System.Text.Json;

namespace FaceRek.Web.Api.Pipeline;

/// <summary>A query word for one value of an enumeration: in lower case, never a number.</summary>
internal static class Choice
{
    /// <returns>False for an unknown word; null stays null.</returns>
    public static bool TryRead<T>(string? word, out T? value)
        where T : struct, Enum
    {
        value = null;
        if (word is null)
        {
            return true;
        }
        foreach (var known in Enum.GetValues<T>())
        {
            if (WireName.Of(known) != word)
            {
                continue;
            }
            value = known;
            return true;
        }
        return false;
    }

    /// <summary>The refusal that lists the valid words.</summary>
    public static ApiProblem Refused<T>(string name)
        where T : struct, Enum =>
        ApiProblems.QueryInvalid.Because(
            $"{name} must be one of {string.Join(", ", Enum.GetValues<T>().Select(WireName.Of))}."
        );
}

/// <summary>Names of our enumeration values in requests and responses.</summary>
internal static class WireName
{
    public static string Of<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
