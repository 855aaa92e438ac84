namespace FaceRek.Web.Api.Calls;

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
