namespace FaceRek.Tests.Support.FakeStripe.Hosted;

/// <param name="Location">The redirect target.</param>
public sealed record HostedAnswer(int Status, string Body, string? Location = null)
{
    public string ContentType { get; init; } = "text/html; charset=utf-8";

    public static HostedAnswer To(string location) => new(303, "", location);
}
