using System.CommandLine;

namespace FaceRek.Web.Commands;

/// <summary><c>bin/facerek COMMAND</c>. Exit codes: 0 done, 1 failed with a sentence on standard error, 2 not understood.</summary>
public static class CommandLine
{
    public static RootCommand Create()
    {
        var root = new RootCommand("FaceRek keeps attendance by face.") { ServeCommand.Create(), MigrateCommand.Create() };
        root.SetAction((_, cancellation) => ServeCommand.RunAsync([], cancellation));
        return root;
    }
}
