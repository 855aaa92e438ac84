using FaceRek.Core.Faces.Models;

namespace FaceRek.Core.Faces.Installation;

/// <summary>Where packages are fetched from; hashes decide what is taken, so a source need not be trusted.</summary>
/// <param name="Client">The program <c>npm</c>, which uses the registry that the machine is set up with; empty uses none.</param>
/// <param name="Mirror">A public mirror that has each file of a package at NAME@VERSION/FILE, over https; null uses none.</param>
/// <param name="ClientPatience">How long the client may take for all packages together before the mirror is asked.</param>
public sealed record PackageSources(string Client, Uri? Mirror, TimeSpan ClientPatience)
{
    public const string UsualClient = "npm";
    public const string UsualMirror = "https://cdn.jsdelivr.net/npm/";

    /// <summary>A source that is silent for so long is given up.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(20);

    /// <param name="patience">For the whole installation: the client gets half of it and leaves the rest to the mirror.</param>
    /// <exception cref="ModelException">The mirror's address is not one of https.</exception>
    public static PackageSources Of(string client, string mirror, TimeSpan patience)
    {
        Uri? address = null;
        if (mirror.Length > 0 && !Uri.TryCreate(mirror.TrimEnd('/') + '/', UriKind.Absolute, out address))
        {
            throw new ModelException($"Faces:PackageMirror is not an address: {mirror}");
        }
        return address is { Scheme: not "https" }
            ? throw new ModelException($"Faces:PackageMirror must begin with https: {mirror}")
            : new PackageSources(client, address, patience / 2);
    }
}

/// <summary>What an installation is doing, for who waits for it.</summary>
public abstract record InstallStep
{
    private InstallStep() { }

    /// <summary>Another process is installing.</summary>
    public sealed record Waiting : InstallStep;

    public sealed record Asking(string Source, NpmPackage Package) : InstallStep;

    /// <param name="Bytes">Of <paramref name="Total"/>, those here.</param>
    public sealed record Receiving(string File, long Bytes, long Total) : InstallStep;

    /// <param name="Why">A sentence.</param>
    public sealed record SourceFailed(string Why) : InstallStep;

    public sealed record Converting(string Pack) : InstallStep;
}
