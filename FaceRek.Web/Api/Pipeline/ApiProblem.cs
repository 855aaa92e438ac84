using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace FaceRek.Web.Api.Pipeline;

/// <summary>
/// A refusal in the format of RFC 9457: a stable <paramref name="Code"/> for programs, a sentence for people, a trace
/// id for support. The kinds are in <see cref="ApiProblems"/>.
/// </summary>
public sealed record ApiProblem(int Status, string Code, string Title) : IResult
{
    public const string MediaType = "application/problem+json";
    private static readonly JsonSerializerOptions Options = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    /// <summary>The details of this case; null where the title says everything.</summary>
    public string? Detail { get; init; }

    /// <summary>More words for programs, such as the flaws of a picture.</summary>
    public IReadOnlyList<string>? Reasons { get; init; }

    public ApiProblem Because(string detail) => this with { Detail = detail };

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = Status;
        return httpContext.Response.WriteAsJsonAsync(
            ToJson(httpContext),
            Options,
            MediaType,
            httpContext.RequestAborted
        );
    }

    public RefusalJson ToJson(HttpContext context) =>
        new(
            $"urn:facerek:refusal:{Code}",
            Title,
            Status,
            Detail,
            Code,
            Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier,
            Reasons
        );
}

/// <param name="Type">A name of the kind, made from <paramref name="Code"/>.</param>
/// <param name="Title">What went wrong, in a sentence.</param>
/// <param name="Detail">The details of this case.</param>
/// <param name="Code">Stable: programs rely on it.</param>
/// <param name="TraceId">Quote it when you ask for support.</param>
/// <param name="Reasons">More words for programs.</param>
public sealed record RefusalJson(
    string Type,
    string Title,
    int Status,
    string? Detail,
    string Code,
    string TraceId,
    IReadOnlyList<string>? Reasons
);
