using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace FaceRek.Web.Api.Pipeline;

/// <summary>A refusal as RFC 9457 writes it: a stable <paramref name="Code"/> for programs, a sentence for people, a trace id for us. The kinds are in <see cref="ApiProblems"/>.</summary>
public sealed record ApiProblem(int Status, string Code, string Title) : IResult
{
    public const string MediaType = "application/problem+json";
    private static readonly JsonSerializerOptions Options = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    /// <summary>What it is in this case; null where the title says it all.</summary>
    public string? Detail { get; init; }

    /// <summary>Words for programs that say more, such as the flaws of a picture.</summary>
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

/// <param name="Type">A name of the kind, made of <paramref name="Code"/>.</param>
/// <param name="Title">What went wrong, in a sentence.</param>
/// <param name="Detail">What it was in this case.</param>
/// <param name="Code">Stable: programs decide by it.</param>
/// <param name="TraceId">Tell it to whoever looks into the log.</param>
/// <param name="Reasons">Words for programs that say more.</param>
public sealed record RefusalJson(
    string Type,
    string Title,
    int Status,
    string? Detail,
    string Code,
    string TraceId,
    IReadOnlyList<string>? Reasons
);
