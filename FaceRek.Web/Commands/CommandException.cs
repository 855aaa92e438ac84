namespace FaceRek.Web.Commands;

/// <summary>A command cannot go on; the message is the one sentence its user reads.</summary>
public sealed class CommandException(string message) : Exception(message);
