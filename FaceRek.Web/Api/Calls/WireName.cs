using System.Text.Json;

namespace FaceRek.Web.Api.Calls;

/// <summary>Words for programs: names of our enumerations as they stand on the wire.</summary>
internal static class WireName
{
    public static string Of<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
