@echo off
rem Runs Maven for this project:  mvnw verify
rem
rem Which Maven: the one pinned in .mvn\wrapper\maven-wrapper.properties, from the cache or downloaded and checked against its
rem SHA-512; where it can't be downloaded, an mvn of at least 3.8 on the PATH. The comment in mvnw, its twin for other systems,
rem says more, and names the environment variables, which are the same here.
rem
rem PowerShell runs what stands below the last line of this part: it finds or fetches Maven and prints where its mvn is.
setlocal
set "MVNW_BASE=%~dp0"
set "MVNW_SELF=%~f0"
set "MVNW_MVN="
for /f "usebackq delims=" %%m in (`powershell -NoProfile -ExecutionPolicy Bypass -Command "& ([scriptblock]::Create(([IO.File]::ReadAllText($env:MVNW_SELF) -split '(?m)^rem POWERSHELL\r?$')[1]))"`) do set "MVNW_MVN=%%m"
if not defined MVNW_MVN exit /b 1

rem From wherever it is called, this project is what it builds, unless told another pom.
set "MVNW_POM=-f "%MVNW_BASE%pom.xml""
for %%a in (%*) do (
  if "%%~a"=="-f" set "MVNW_POM="
  if "%%~a"=="--file" set "MVNW_POM="
)
call "%MVNW_MVN%" %MVNW_POM% %*
exit /b %ERRORLEVEL%

rem POWERSHELL
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'

function Say($text) { [Console]::Error.WriteLine("mvnw: $text") }
function Fail($text) { Say $text; exit 1 }

$properties = Join-Path $env:MVNW_BASE '.mvn\wrapper\maven-wrapper.properties'
$pinned = @{}
foreach ($line in [IO.File]::ReadAllLines($properties)) {
  if ($line -match '^(\w+)=(.+)$') { $pinned[$Matches[1]] = $Matches[2].Trim() }
}
$sum = $pinned.distributionSha512Sum
if (-not $pinned.distributionUrl) { Fail "$properties must set distributionUrl." }
if (-not $sum) { Fail "$properties must set distributionSha512Sum." }
$url = if ($env:MVNW_DISTRIBUTION_URL) { $env:MVNW_DISTRIBUTION_URL } else { $pinned.distributionUrl }
$name = ($pinned.distributionUrl -split '/')[-1] -replace '-bin\.tar\.gz$', ''
$user = if ($env:MAVEN_USER_HOME) { $env:MAVEN_USER_HOME } else { Join-Path $env:USERPROFILE '.m2' }
$dists = Join-Path $user 'wrapper\dists'
$mavenHome = Join-Path $dists ($name + '-' + $sum.Substring(0, 12))
$mvn = Join-Path $mavenHome 'bin\mvn.cmd'

if ($env:JAVA_HOME) {
  if (-not (Test-Path (Join-Path $env:JAVA_HOME 'bin\java.exe'))) {
    Fail "JAVA_HOME is $env:JAVA_HOME, where there is no bin\java.exe. Point it at a JDK, 21 or newer."
  }
} elseif (-not (Get-Command java -ErrorAction SilentlyContinue)) {
  Fail 'no JDK found. Install one, 21 or newer, and put its java on the PATH or set JAVA_HOME.'
}

if (-not (Test-Path $mvn)) {
  $temp = Join-Path $dists ('.download.' + [Guid]::NewGuid())
  try {
    New-Item -ItemType Directory -Force $temp | Out-Null
    $archive = Join-Path $temp 'maven.tar.gz'
    Say "downloading $url (once)"
    [Net.ServicePointManager]::SecurityProtocol = [Net.ServicePointManager]::SecurityProtocol -bor [Net.SecurityProtocolType]::Tls12
    try { Invoke-WebRequest -UseBasicParsing -TimeoutSec 20 -Uri $url -OutFile $archive } catch { $archive = $null }
    if ($archive) {
      $actual = (Get-FileHash -Algorithm SHA512 $archive).Hash.ToLowerInvariant()
      if ($actual -ne $sum) {
        Fail "$url is not what was pinned; nothing of it was used.`n  SHA-512 wanted: $sum`n  SHA-512 found:  $actual"
      }
      # Windows' own tar, not one that happens to be on the PATH.
      & (Join-Path $env:SystemRoot 'System32\tar.exe') -xzf $archive -C $temp
      # Another mvnw may have been quicker: then its copy is as good.
      if (-not (Test-Path $mavenHome)) { Move-Item (Join-Path $temp $name) $mavenHome }
    }
  } catch {
    Say $_.Exception.Message
  } finally {
    Remove-Item -Recurse -Force $temp -ErrorAction SilentlyContinue
  }
}

if (-not (Test-Path $mvn)) {
  $onPath = Get-Command mvn -CommandType Application -ErrorAction SilentlyContinue | Select-Object -First 1
  $version = $null
  if ($onPath -and ((& $onPath.Source --version | Out-String) -match 'Apache Maven (\d+\.\d+)')) {
    $version = [Version]$Matches[1]
  }
  if (-not $version -or $version -lt [Version]'3.8') {
    Fail ("$name could not be downloaded from $url,`n  and there is no mvn 3.8 or newer on the PATH.`n" +
      '  Connect to the network, or set MVNW_DISTRIBUTION_URL to a place that has the archive, or install Maven.')
  }
  $mvn = $onPath.Source
  Say "$name could not be downloaded; going on with $mvn, which is Maven $version."
}
[Console]::Out.WriteLine($mvn)
