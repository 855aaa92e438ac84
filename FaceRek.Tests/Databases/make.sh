#!/bin/sh
# Makes the two databases of today anew, beside this script. Run it on the commit before types or tables change, and
# keep the former pair as long as upgrades from it are promised.
set -eu
cd "$(dirname "$0")/../.."
dotnet build FaceRek.Tests -c Release --nologo -v quiet
exec dotnet FaceRek.Tests/bin/Release/net10.0/FaceRek.Tests.dll make-databases FaceRek.Tests/Databases
