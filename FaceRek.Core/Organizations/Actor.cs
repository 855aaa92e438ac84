namespace FaceRek.Core.Organizations;

/// <summary>Who changes something, for <see cref="AuditEntry"/>: a user who is signed in, or a program by the name of its key.</summary>
public sealed record Actor(Guid? UserId, string? Name = null);
