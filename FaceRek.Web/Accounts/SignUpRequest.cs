namespace FaceRek.Web.Accounts;

/// <param name="Zone">What the browser said; anything unknown becomes the default.</param>
public sealed record SignUpRequest(string Name, string Company, string Email, string Password, string? Zone);
