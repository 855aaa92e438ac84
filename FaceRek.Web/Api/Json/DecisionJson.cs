namespace FaceRek.Web.Api.Json;

/// <param name="Note">For who asked.</param>
public sealed record DecisionJson(DecisionJson.Verdict Decision, string? Note = null)
{
    public enum Verdict
    {
        Approve,
        Refuse,
    }
}
