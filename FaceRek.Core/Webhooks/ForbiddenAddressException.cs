namespace FaceRek.Core.Webhooks;

/// <summary>The name of a receiver stands for an address that we do not connect to.</summary>
public sealed class ForbiddenAddressException() : IOException("The address is not a public one.");
